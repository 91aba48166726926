package com.crmfactory.migration.gateway.view;

import java.util.List;

/** A page of rejected records, as the importer tells them. */
public record FailurePage(List<FailureView> data, String nextCursor, boolean hasMore) {

    /** One rejected record; {@code attempts} tells how often it was tried. */
    public record FailureView(String sfId, String field, String code, String message, String hint, int attempts) {
    }
}
