package com.crmfactory.migration.model.message;

/**
 * One page of one object's extract, on {@code migration.import.pages}: never rows, never a token.
 *
 * @param objectRun
 *            id of the importer's row
 * @param attempt
 *            counts the extractions of the object, from 1; pages of an older one are ignored
 * @param pageNo
 *            0-based; each slice of an extraction begins at a million times its own number
 * @param jobId
 *            Bulk job; null when the page is read through the REST query
 * @param locator
 *            opaque position in the result; null for the first page
 */
public record ImportPage(String migrationId, String object, String objectRun, int attempt, int pageNo, String jobId,
        String locator, String apiVersion) implements MigrationMessage {

    public ImportPage {
        Required.fields("migration_id", migrationId, "object", object, "object_run", objectRun, "api_version",
                apiVersion);
    }

    @Override
    public String type() {
        return "import_page";
    }

    @Override
    public String subject() {
        return migrationId + "/" + object + "/" + pageNo;
    }
}
