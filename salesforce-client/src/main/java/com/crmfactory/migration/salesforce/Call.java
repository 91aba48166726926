package com.crmfactory.migration.salesforce;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One call, as it is sent each time.
 *
 * @param token
 *            null for the few resources that need none
 * @param meter
 *            told of every attempt and answer
 * @param idempotent
 *            whether doing it twice does no harm
 */
record Call(String method, URI uri, AccessToken token, UsageMeter meter, Map<String, String> headers, String body,
        boolean idempotent) {

    static Call get(URI uri, AccessToken token, UsageMeter meter) {
        return new Call("GET", uri, token, meter, Map.of("Accept", "application/json"), null, true);
    }

    Call method(String name, String json) {
        Call call = new Call(name, uri, token, meter, headers, json, true);
        return json == null ? call : call.header("Content-Type", "application/json; charset=UTF-8");
    }

    /** For OAuth: never repeated after a doubt, since a refresh token may serve only once. */
    static Call form(URI uri, String body) {
        return new Call("POST", uri, null, new UsageMeter(), Map.of("Accept", "application/json", "Content-Type",
                "application/x-www-form-urlencoded"), body, false);
    }

    Call notIdempotent() {
        return new Call(method, uri, token, meter, headers, body, false);
    }

    Call header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Call(method, uri, token, meter, Map.copyOf(more), body, idempotent);
    }

    HttpRequest request(String userAgent, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("User-Agent", userAgent).header("Accept-Encoding", "gzip");
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        return request.build();
    }

    /** Method and path; the query holds SOQL and stays out of logs. */
    @Override
    public String toString() {
        return method + " " + uri.getRawPath();
    }
}
