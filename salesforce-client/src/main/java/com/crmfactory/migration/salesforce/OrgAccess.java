package com.crmfactory.migration.salesforce;

import java.net.URI;
import java.util.Objects;

/**
 * Where an org is and what opens it.
 *
 * @param instanceUrl
 *            the org's My Domain origin; checked against the {@link HostPolicy} before anything is sent
 * @param token
 *            short-lived access token
 * @param apiVersion
 *            {@code 67.0}; may be null until one is chosen, then only {@link SalesforceOrg#userInfo()} works
 */
public record OrgAccess(URI instanceUrl, AccessToken token, String apiVersion) {

    public OrgAccess {
        Objects.requireNonNull(instanceUrl, "instanceUrl");
        Objects.requireNonNull(token, "token");
        if (apiVersion != null) {
            ApiVersion.requireNumber(apiVersion);
        }
    }

    public OrgAccess withApiVersion(String version) {
        return new OrgAccess(instanceUrl, token, version);
    }
}
