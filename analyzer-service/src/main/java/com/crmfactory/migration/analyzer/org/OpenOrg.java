package com.crmfactory.migration.analyzer.org;

import java.util.Optional;

import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/**
 * An org that has introduced itself.
 *
 * @param userId
 *            whose token it is; empty if the org does not say
 */
public record OpenOrg(SalesforceOrg org, GlobalDescribe global, OrgSummary summary, Optional<String> userId) {

    /** True if the user may query the object. */
    public boolean shows(String object) {
        return global.find(object).filter(found -> found.queryable()).isPresent();
    }

    /** Whether Salesforce answers anything at all; fails with why it does not. */
    public Uni<Void> answers() {
        return Refusal.spare(org.limits().replaceWithVoid(), false, () -> null);
    }
}
