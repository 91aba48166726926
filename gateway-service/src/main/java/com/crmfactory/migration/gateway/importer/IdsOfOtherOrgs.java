package com.crmfactory.migration.gateway.importer;

import java.util.List;

/** Some ids of records that came to the CRM from other Salesforce orgs; at most 100 each. */
public record IdsOfOtherOrgs(List<String> users, List<String> accounts) {
    public IdsOfOtherOrgs {
        users = users == null ? List.of() : List.copyOf(users);
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
    }
}
