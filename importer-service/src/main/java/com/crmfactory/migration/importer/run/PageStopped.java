package com.crmfactory.migration.importer.run;

import com.crmfactory.migration.model.message.ImportPage;

/** The run is held or cancelled, the object has moved on, or this replica ends: what is left of the page is not for now. */
final class PageStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageStopped(ImportPage page) {
        super("page " + page.subject() + " stops", null, false, false);
    }
}
