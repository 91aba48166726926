package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A user with a browser who logs in to Salesforce. All that passes through the browser is added to the secrets. */
final class Browser {

    private static final Pattern COOKIE = Pattern.compile("sf_oauth=([^;]+)");
    private static final Pattern IN_ADDRESS = Pattern.compile("[?&](?:state|code|code_challenge)=([^&]+)");
    private static final String CLIENT = "simulator-client";
    private static final String CLIENT_SECRET = "simulator-secret";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final MigrationApi api;
    private final SourceOrg org;
    private final Set<String> secrets;

    Browser(MigrationApi api, SourceOrg org, Set<String> secrets) {
        this.api = api;
        this.org = org;
        this.secrets = secrets;
    }

    /** A new connection by the web-server flow; its id. */
    String connect() {
        secrets.add(CLIENT_SECRET);
        String wanted = new ObjectMapper().createObjectNode().put("login_url", org.loginUrl())
                .put("grant", "authorization_code").put("client_id", CLIENT).put("client_secret", CLIENT_SECRET)
                .toString();
        HttpResponse<String> begun = send(api.request("/connections").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wanted)));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        Matcher cookie = COOKIE.matcher(begun.headers().firstValue("Set-Cookie").orElseThrow());
        assertThat(cookie.find()).isTrue();
        secrets.add(cookie.group(1));
        JsonNode connection = Answer.parse(begun.body());

        String login = connection.path("authorize_url").asText();
        HttpResponse<String> decided = send(HttpRequest.newBuilder(URI.create(login)));
        String callback = decided.headers().firstValue("Location").orElseThrow();
        for (String address : new String[]{login, callback}) {
            IN_ADDRESS.matcher(address).results().forEach(found -> secrets.add(found.group(1)));
        }
        HttpResponse<String> back = send(HttpRequest.newBuilder(URI.create(callback))
                .header("Cookie", "sf_oauth=" + cookie.group(1)));
        assertThat(back.headers().firstValue("Location")).hasValue("/connected.html");
        return connection.path("connection_id").asText();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
