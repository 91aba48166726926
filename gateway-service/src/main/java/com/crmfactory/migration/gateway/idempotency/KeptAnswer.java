package com.crmfactory.migration.gateway.idempotency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

/**
 * An answer that is given again.
 *
 * @param headers
 *            those of {@link #KEPT}
 * @param body
 *            null if there was none
 */
record KeptAnswer(int status, Map<String, String> headers, String body) {
    private static final List<String> KEPT = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG,
            HttpHeaders.SET_COOKIE, HttpHeaders.RETRY_AFTER);
    private static final String REPLAYED = "Idempotency-Replayed";

    static KeptAnswer of(int status, MultivaluedMap<String, String> headers, String body) {
        Map<String, String> kept = new LinkedHashMap<>();
        KEPT.forEach(name -> {
            String value = headers.getFirst(name);
            if (value != null) {
                kept.put(name, value);
            }
        });
        return new KeptAnswer(status, kept, body);
    }

    Response again() {
        Response.ResponseBuilder response = Response.status(status).entity(body).header(REPLAYED, "true");
        headers.forEach(response::header);
        return response.build();
    }
}
