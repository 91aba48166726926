package com.crmfactory.migration.analyzer.readiness;

/** A number about an object's records that only Salesforce can tell. */
public enum Measure {
    /** Users who left. */
    INACTIVE,
    /** Records without an e-mail address. */
    WITHOUT_EMAIL,
    /** Activities that Salesforce has archived. */
    ARCHIVED,
    /** E-mail addresses that several records share. */
    SHARED_EMAILS
}
