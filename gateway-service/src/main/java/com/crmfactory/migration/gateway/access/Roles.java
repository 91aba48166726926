package com.crmfactory.migration.gateway.access;

/** The roles of the CRM that matter here. */
public final class Roles {
    public static final String ADMIN = "admin";
    /** Analyses, configures, runs and controls. */
    public static final String MANAGER = "manager";
    /** Reads. */
    public static final String REP = "rep";

    private Roles() {
    }
}
