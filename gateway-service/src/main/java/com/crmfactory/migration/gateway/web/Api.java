package com.crmfactory.migration.gateway.web;

/** What all resources share. */
public final class Api {
    /** Where the API lives. */
    public static final String BASE = "/api/v1/migration";

    private Api() {
    }
}
