package com.crmfactory.migration.importer.load;

/** SQL for what users have changed in the CRM. */
final class Edits {
    private Edits() {
    }

    /**
     * Nobody has edited a row since it was imported.
     *
     * @param row
     *            its name in the statement
     */
    static String none(String row) {
        return "(%1$s.updated_at > %1$s.imported_at) IS NOT TRUE".formatted(row);
    }
}
