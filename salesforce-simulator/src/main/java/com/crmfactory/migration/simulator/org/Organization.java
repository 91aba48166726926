package com.crmfactory.migration.simulator.org;

/** The org's own record, as {@code SELECT … FROM Organization} shows it. */
public record Organization(String id, String name, String organizationType, boolean isSandbox, String instanceName) {

    /** The start of every access token and the id without its checksum. */
    public String shortId() {
        return id.substring(0, 15);
    }
}
