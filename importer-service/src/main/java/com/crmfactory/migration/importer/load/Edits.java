package com.crmfactory.migration.importer.load;

/** SQL for what users have changed in the CRM. */
final class Edits {
    private Edits() {
    }

    /**
     * Somebody has edited a row since it was imported; null of one that was made in the CRM, of which this cannot be said.
     *
     * @param row
     *            its name in the statement
     */
    static String made(String row) {
        return "%1$s.updated_at > %1$s.imported_at".formatted(row);
    }

    /**
     * Nobody has edited a row since it was imported.
     *
     * @param row
     *            its name in the statement
     */
    static String none(String row) {
        return "(" + made(row) + ") IS NOT TRUE";
    }
}
