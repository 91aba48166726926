package com.crmfactory.migration.analyzer.risk;

/** A number about an object's records that only Salesforce can tell. */
public enum Measure {
    /** Users who left. */
    INACTIVE,
    /** Users without an e-mail address. */
    WITHOUT_EMAIL,
    /** Activities that Salesforce has archived. */
    ARCHIVED,
    /** E-mail addresses that several records share. */
    SHARED_EMAILS,
    /** Internet domains that several accounts share. */
    SHARED_DOMAINS,
    /** Pairs of name and postal code that several records share. */
    SAME_NAME_AND_PLACE,
    /** Accounts that are persons. */
    PERSONS,
    /** Records that nobody has changed for three full calendar years. */
    STALE,
    /** Prices of other price books than the standard one. */
    OTHER_PRICES,
    /** Characters of the longest text among the latest records. */
    LONGEST_TEXT
}
