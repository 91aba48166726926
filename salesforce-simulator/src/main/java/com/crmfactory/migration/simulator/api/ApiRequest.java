package com.crmfactory.migration.simulator.api;

import java.util.Map;
import java.util.Optional;

/**
 * One request, free of its transport: composite requests are made of such too.
 *
 * @param path decoded path without the query string
 * @param parameters decoded query-string parameters
 * @param headers header values by lower-case name
 * @param origin scheme, host and port the caller used, without a slash at the end
 */
public record ApiRequest(String method, String path, Map<String, String> parameters, Map<String, String> headers,
        byte[] body, String origin) {

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The bearer token as sent, or empty. Salesforce takes both {@code Bearer} and {@code OAuth}. */
    public Optional<String> token() {
        return header("authorization").filter(value -> value.startsWith("Bearer ") || value.startsWith("OAuth "))
                .map(value -> value.substring(value.indexOf(' ') + 1).strip());
    }

    public boolean is(String wanted) {
        return method.equals(wanted);
    }

    /** Shows neither headers nor body: both can hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
