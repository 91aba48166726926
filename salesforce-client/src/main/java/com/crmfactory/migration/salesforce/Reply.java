package com.crmfactory.migration.salesforce;

/** What became of one {@link Question}; the others of the same call may have fared otherwise. */
public sealed interface Reply {

    /** @throws SalesforceException if it was refused */
    QueryPage pageOrThrow();

    record Answered(QueryPage page) implements Reply {
        @Override
        public QueryPage pageOrThrow() {
            return page;
        }
    }

    record Refused(SalesforceException refusal) implements Reply {
        @Override
        public QueryPage pageOrThrow() {
            throw refusal;
        }
    }
}
