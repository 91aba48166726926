package com.crmfactory.migration.simulator.api;

import java.util.HashMap;
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

    /** No HTTP header can have this name, so that no client can ask for it. */
    private static final String DISTORTION = " distortion";

    /** What is wrong with a page. */
    public enum Distortion {
        NONE,
        /** One record fewer than promised. */
        SHORT,
        /** One record more than promised. */
        LONG
    }

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

    /** The same request, to be answered with a page that does not hold what it promises. */
    public ApiRequest distorted(Distortion how) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(DISTORTION, how.name());
        return new ApiRequest(method, path, parameters, Map.copyOf(more), body, origin);
    }

    /** How the page of an answer is to be wrong. */
    Distortion distortion() {
        return header(DISTORTION).map(Distortion::valueOf).orElse(Distortion.NONE);
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
