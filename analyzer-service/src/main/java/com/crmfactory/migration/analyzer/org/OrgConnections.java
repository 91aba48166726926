package com.crmfactory.migration.analyzer.org;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.ClientSettings;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.HostPolicy;
import com.crmfactory.migration.salesforce.OrgAccess;
import com.crmfactory.migration.salesforce.RetryPolicy;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/** Opens orgs: finds the API version and asks the org who it is. */
@ApplicationScoped
public class OrgConnections {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final List<String> IDENTITY = List.of("Id", "Name", "OrganizationType", "IsSandbox");

    private final SalesforceClient client;

    public OrgConnections(OrgConfig config) {
        HostPolicy hosts = config.allowLoopback() ? HostPolicy.withLoopback() : HostPolicy.salesforceOnly();
        for (URI origin : config.alsoAllow().orElse(List.of())) {
            hosts = hosts.alsoAllowing(origin);
        }
        client = new SalesforceClient(ClientSettings.defaults(hosts)
                .withTimeouts(CONNECT_WITHIN, config.answerWithin())
                .withRetries(new RetryPolicy(config.attempts(), config.firstPause(), LONGEST_PAUSE)));
    }

    /**
     * Fails with a {@link SalesforceException}: host not allowed, unreachable, no supported version, token refused.
     */
    public Uni<OpenOrg> open(String instanceUrl, String token) {
        return Uni.createFrom().deferred(() -> {
            // Checks the host before anything is sent to it.
            OrgAccess access = new OrgAccess(URI.create(instanceUrl), AccessToken.of(token), null);
            client.org(access);
            return client.newestSupported(access.instanceUrl()).chain(version -> introduced(
                    client.org(access.withApiVersion(version.version())), version.version()));
        });
    }

    private Uni<OpenOrg> introduced(SalesforceOrg org, String version) {
        return org.describeGlobal().chain(global -> identity(org, global, version)
                .chain(summary -> userId(org).map(user -> new OpenOrg(org, global, summary, user))));
    }

    private static Uni<Optional<String>> userId(SalesforceOrg org) {
        return Refusal.spare(org.userId(), false, Optional::empty);
    }

    private static Uni<OrgSummary> identity(SalesforceOrg org, GlobalDescribe global, String version) {
        return global.find("Organization").filter(found -> found.queryable()).isPresent()
                ? organization(org, version).onFailure(Refusal::concernsOneObject).recoverWithUni(
                        () -> userInfo(org, version))
                : userInfo(org, version);
    }

    private static Uni<OrgSummary> organization(SalesforceOrg org, String version) {
        return org.describe("Organization")
                .map(describe -> IDENTITY.stream().filter(name -> describe.field(name).isPresent())
                        .collect(Collectors.joining(", ", "SELECT ", " FROM Organization LIMIT 1")))
                .chain(org::query).map(page -> page.records().get(0))
                .map(row -> new OrgSummary(id(row.path("Id").asText()), text(row, "Name"),
                        text(row, "OrganizationType"), row.path("IsSandbox").asBoolean(), version));
    }

    /** For users who may not read the organization's own record; says nothing of name, edition and sandbox. */
    private static Uni<OrgSummary> userInfo(SalesforceOrg org, String version) {
        return org.userInfo().map(user -> new OrgSummary(id(user.organizationId()), null, null, false, version));
    }

    private static String id(String text) {
        return SalesforceId.parse(text).map(SalesforceId::value).orElse(text);
    }

    private static String text(JsonNode row, String field) {
        return row.hasNonNull(field) ? row.get(field).asText() : null;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
