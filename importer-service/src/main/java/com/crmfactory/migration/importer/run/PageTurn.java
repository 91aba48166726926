package com.crmfactory.migration.importer.run;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.model.message.ImportPage;

/** Whether a page may go on, asked before each of its batches. */
@ApplicationScoped
class PageTurn {
    private final Pages pages;
    private final Controls controls;
    private final Departure departure;

    PageTurn(Pages pages, Controls controls, Departure departure) {
        this.pages = pages;
        this.controls = controls;
        this.departure = departure;
    }

    /**
     * First says that the page is worked on, then asks: so nobody who ends the object misses the batch that follows.
     *
     * @throws PageStopped
     *             if it may not
     */
    void goOn(ImportPage page) {
        Answers.await(pages.touch(page));
        if (departure.hasBegun() || !Answers.await(controls.letsGoOn(page))) {
            throw new PageStopped(page);
        }
    }
}
