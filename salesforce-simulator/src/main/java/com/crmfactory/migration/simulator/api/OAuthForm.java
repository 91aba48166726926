package com.crmfactory.migration.simulator.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The form of an OAuth request; the client's credentials stand in it or in a Basic header. */
record OAuthForm(Map<String, String> fields, String clientId, String clientSecret) {

    static OAuthForm of(ApiRequest request) {
        Map<String, String> fields = Arrays.stream(new String(request.body(), StandardCharsets.UTF_8).split("&"))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1]), (a, b) -> b));
        String[] basic = request.header("authorization").filter(value -> value.startsWith("Basic "))
                .map(OAuthForm::basic).orElse(null);
        return basic == null
                ? new OAuthForm(fields, fields.get("client_id"), fields.get("client_secret"))
                : new OAuthForm(fields, basic[0], basic[1]);
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return field(name).orElseThrow(() -> new OAuthError(OAuthError.REQUEST, "missing required parameter: " + name));
    }

    private static String[] basic(String header) {
        try {
            String[] pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
                    .split(":", 2);
            return new String[]{decode(pair[0]), pair.length > 1 ? decode(pair[1]) : ""};
        } catch (IllegalArgumentException e) {
            throw OAuthError.client();
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new OAuthError(OAuthError.REQUEST, "the form is not URL-encoded");
        }
    }

    /** Without its values, which are secrets. */
    @Override
    public String toString() {
        return "OAuthForm" + fields.keySet();
    }
}
