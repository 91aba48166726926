package com.crmfactory.migration.salesforce;

/** What became of one {@link Question}; the others of the same call may have fared otherwise. */
public sealed interface Reply {

    record Answered(QueryPage page) implements Reply {
    }

    record Refused(SalesforceException refusal) implements Reply {
    }
}
