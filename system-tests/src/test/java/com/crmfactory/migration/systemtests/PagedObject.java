package com.crmfactory.migration.systemtests;

/** Objects of the generated org that take several pages. Each needs the one above it, so only one is at work at a time. */
enum PagedObject {
    CONTACT("Contact", "contacts", "003"), CASE("Case", "cases", "500"), COMMENT("CaseComment", "case_comments", "00a");

    /** Records of a page of an object of this size. */
    private static final int PAGE = 2_000;

    private final String sfName;
    private final String table;
    private final String keyPrefix;

    PagedObject(String sfName, String table, String keyPrefix) {
        this.sfName = sfName;
        this.table = table;
        this.keyPrefix = keyPrefix;
    }

    String sfName() {
        return sfName;
    }

    int pages(FirstMigration first) {
        return (first.object(sfName).path("records_total").asInt() + PAGE - 1) / PAGE;
    }

    /** Whether that many pages are in, told by a progress message of the object. */
    boolean hasPages(int pages, KafkaTopics.Message progress) {
        return progress.value().path("records_processed").asLong() >= (long) pages * PAGE;
    }

    /** Its records in the CRM; other objects may share the table. */
    long rows(Database database) {
        return database.number("SELECT count(*) FROM crm." + table + " WHERE sf_id LIKE '" + keyPrefix + "%'");
    }
}
