package com.crmfactory.migration.model.message;

/**
 * A Salesforce access token, readable only with the transport key.
 *
 * @param jwe
 *            compact JWE ({@code dir}, {@code A256GCM}) whose protected header names organization and migration
 * @param revision
 *            counts the renewals of the credentials, from 1
 */
public record SealedToken(String jwe, long revision) {
    @Override
    public String toString() {
        return "SealedToken[revision=" + revision + "]";
    }
}
