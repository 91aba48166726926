package com.crmfactory.migration.salesforce;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;

/** State of a Bulk query job. */
public enum BulkState {
    UPLOAD_COMPLETE("UploadComplete", false),
    IN_PROGRESS("InProgress", false),
    JOB_COMPLETE("JobComplete", true),
    FAILED("Failed", true),
    ABORTED("Aborted", true),
    /** A state that this client does not know; waited out like the others. */
    OTHER("", false);

    private final String wire;
    private final boolean terminal;

    BulkState(String wire, boolean terminal) {
        this.wire = wire;
        this.terminal = terminal;
    }

    @JsonCreator
    static BulkState parse(String text) {
        return Arrays.stream(values()).filter(state -> state.wire.equals(text)).findFirst().orElse(OTHER);
    }

    /** Whether the job will not change any more. */
    public boolean terminal() {
        return terminal;
    }
}
