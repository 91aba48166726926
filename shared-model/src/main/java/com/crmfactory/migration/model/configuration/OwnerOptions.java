package com.crmfactory.migration.model.configuration;

import java.util.Map;

/**
 * How owners are found.
 *
 * @param matchOn
 *            {@code email}
 * @param map
 *            Salesforce user id to CRM user id
 * @param fallbackOwner
 *            CRM user id for owners whom nobody matches; null leaves the record without one
 */
public record OwnerOptions(String matchOn, Map<String, String> map, String fallbackOwner) {
    public static final OwnerOptions DEFAULT = new OwnerOptions("email", Map.of(), null);

    public OwnerOptions {
        matchOn = matchOn == null ? "email" : matchOn;
        map = map == null ? Map.of() : Map.copyOf(map);
    }
}
