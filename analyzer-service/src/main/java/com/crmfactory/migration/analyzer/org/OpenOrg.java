package com.crmfactory.migration.analyzer.org;

import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.SalesforceOrg;

/** An org that has introduced itself. */
public record OpenOrg(SalesforceOrg org, GlobalDescribe global, OrgSummary summary) {

    /** True if the user may query the object. */
    public boolean shows(String object) {
        return global.find(object).filter(found -> found.queryable()).isPresent();
    }
}
