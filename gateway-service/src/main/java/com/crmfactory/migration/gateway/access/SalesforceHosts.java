package com.crmfactory.migration.gateway.access;

import java.net.URI;

import com.crmfactory.migration.salesforce.HostPolicy;

/** The allow-list of this installation. */
public class SalesforceHosts {
    private final HostPolicy policy;

    SalesforceHosts(HostPolicy policy) {
        this.policy = policy;
    }

    /** The origin to call, or an exception that says which host to use. */
    public URI check(String instanceUrl) {
        return policy.check(instanceUrl);
    }

    /** For a client that checks every address itself. */
    public HostPolicy policy() {
        return policy;
    }
}
