package com.crmfactory.migration.salesforce;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.FailureType;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/**
 * The way to Salesforce: one for each process, thread-safe. It holds connections and threads, and remembers which tokens
 * have been refused.
 */
public final class SalesforceClient implements AutoCloseable {
    private final Exchange exchange;

    public SalesforceClient(ClientSettings settings) {
        this.exchange = new Exchange(settings);
    }

    /**
     * @throws SalesforceException
     *             {@code sf_host_not_allowed}
     */
    public SalesforceOrg org(OrgAccess access) {
        URI origin = exchange.hosts().check(access.instanceUrl().toString());
        return new SalesforceOrg(exchange, new OrgAccess(origin, access.token(), access.apiVersion()));
    }

    /** What the org serves, ascending. Needs no token. */
    public Uni<List<ApiVersion>> versions(URI instanceUrl) {
        return Uni.createFrom().deferred(() -> {
            URI origin = exchange.hosts().check(instanceUrl.toString());
            Call call = Call.get(URI.create(origin + "/services/data"), null, new UsageMeter());
            return exchange.json(call, ApiVersion[].class).map(found -> List.of(found).stream().sorted().toList());
        });
    }

    /**
     * The newest version that the org serves and this client knows.
     *
     * @throws SalesforceException
     *             {@code sf_version_unsupported} if there is none
     */
    public Uni<ApiVersion> newestSupported(URI instanceUrl) {
        return versions(instanceUrl).map(found -> found.stream().filter(ApiVersion::supported)
                .max(Comparator.naturalOrder()).orElseThrow(SalesforceClient::tooOld));
    }

    /**
     * Asks for a token: {@code POST /services/oauth2/token}.
     *
     * @param loginUrl
     *            the org's My Domain, or login or test.salesforce.com where the flow allows it
     * @param form
     *            {@code grant_type} and what it needs; never logged
     * @throws SalesforceException
     *             an {@code oauth_…} failure; {@code sf_host_not_allowed} if the answer names an instance outside the
     *             policy
     */
    public Uni<TokenGrant> token(URI loginUrl, Map<String, String> form) {
        return Uni.createFrom().deferred(() -> {
            URI origin = exchange.hosts().check(loginUrl.toString());
            String body = form.entrySet().stream()
                    .map(entry -> escaped(entry.getKey()) + "=" + escaped(entry.getValue()))
                    .collect(Collectors.joining("&"));
            return exchange.send(Call.form(URI.create(origin + "/services/oauth2/token"), body),
                    answer -> TokenGrant.read(exchange.readJson(answer, JsonNode.class), exchange.hosts()));
        });
    }

    /**
     * Makes Salesforce forget a token: {@code POST /services/oauth2/revoke}. A refresh token takes its access tokens along.
     *
     * @throws SalesforceException
     *             {@code oauth_token_unknown} if Salesforce does not know it any more
     */
    public Uni<Void> revoke(URI loginUrl, AccessToken token) {
        return Uni.createFrom().deferred(() -> {
            URI origin = exchange.hosts().check(loginUrl.toString());
            return exchange.run(Call.form(URI.create(origin + "/services/oauth2/revoke"),
                    "token=" + escaped(token.reveal())));
        });
    }

    /**
     * What an error means that comes back with the user's browser instead of a code.
     *
     * @param error
     *            OAuth's word for it, from the address
     * @param description
     *            Salesforce's words, from the address; looked at, never repeated
     */
    public static SalesforceException loginRefusal(String error, String description) {
        return ErrorTable.explain(ErrorBody.ofLogin(error, description), null);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static SalesforceException tooOld() {
        return SalesforceException.of("sf_version_unsupported", FailureType.REQUEST,
                "The org serves no API version from " + ApiVersion.OLDEST_SUPPORTED + " to " + ApiVersion.NEWEST_KNOWN
                        + ".",
                "Check that the URL is a Salesforce org's.");
    }

    /** Starts no new work; calls under way come to their end. */
    @Override
    public void close() {
        exchange.close();
    }
}
