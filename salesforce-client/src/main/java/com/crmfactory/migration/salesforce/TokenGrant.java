package com.crmfactory.migration.salesforce;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * An answer of the token endpoint. It says nothing about how long the access token lives.
 *
 * @param refreshToken
 *            null if none was issued; with rotation each one replaces the last, so keep it before using the access token
 * @param instanceUrl
 *            checked origin of the org's API
 * @param identityUrl
 *            {@code https://login.salesforce.com/id/<organization>/<user>}, or null
 * @param scope
 *            granted scopes, blank-separated, or null
 */
public record TokenGrant(AccessToken accessToken, AccessToken refreshToken, URI instanceUrl, String identityUrl,
        String scope) {

    private static final Pattern IDENTITY = Pattern.compile("/id/(00D[A-Za-z0-9]{12,15})/");

    /** The org that the token is for, as the identity URL names it; empty if it does not. */
    public Optional<String> organizationId() {
        Matcher found = IDENTITY.matcher(identityUrl == null ? "" : identityUrl);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    static TokenGrant read(JsonNode answer, HostPolicy hosts) throws JsonMappingException {
        if (!answer.path("access_token").isTextual() || !answer.path("instance_url").isTextual()) {
            throw MismatchedInputException.from(null, TokenGrant.class, "No access_token or instance_url");
        }
        JsonNode refresh = answer.path("refresh_token");
        return new TokenGrant(AccessToken.of(answer.get("access_token").textValue()),
                refresh.isTextual() ? AccessToken.of(refresh.textValue()) : null,
                hosts.check(answer.get("instance_url").textValue()), answer.path("id").textValue(),
                answer.path("scope").textValue());
    }
}
