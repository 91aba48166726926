package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;

class OrgAccessTest {
    private static final String EXPIRED = "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";

    @Test
    void everyCallCarriesTokenAgentAndGzip() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json("{}"));

            get(server.org().limits());

            assertThat(server.seen.get(0).header("Authorization")).isEqualTo("Bearer " + LoopbackOrg.TOKEN);
            assertThat(server.seen.get(0).header("Accept-Encoding")).isEqualTo("gzip");
            assertThat(server.seen.get(0).header("User-Agent")).startsWith("crm-factory-migration/");
            assertThat(server.seen.get(0).header("Upgrade")).as("no attempt at HTTP/2").isNull();
        }
    }

    @Test
    void aTokenThatMetA401IsNeverSentAgain() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(401, EXPIRED)).always(request -> Reply.json("{}"));
            SalesforceOrg org = server.org();

            SalesforceException first = failure(org.limits());

            assertThat(first.failure().code()).isEqualTo("sf_session_expired");
            assertThat(failure(org.limits())).isSameAs(first);
            assertThat(failure(org.query("SELECT Id FROM Account"))).isSameAs(first);
            assertThat(failure(org.createQueryJob(new BulkQuery("SELECT Id FROM Account", false)))).isSameAs(first);
            assertThat(failure(server.org().userInfo())).as("not by another object either").isSameAs(first);
            assertThat(server.seen).hasSize(1);
            assertThat(get(server.org("a-renewed-token").limits())).isEmpty();
        }
    }

    @Test
    void aTokenThatUserInfoRefusesIsNeverSentAgain() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(403, "Bad_OAuth_Token"));
            SalesforceOrg org = server.org();

            assertThat(failure(org.userInfo()).failure().code()).isEqualTo("sf_session_expired");
            assertThat(failure(org.limits()).failure().code()).isEqualTo("sf_session_expired");
            assertThat(server.seen).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreRefused(int status) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg(); LoopbackOrg elsewhere = new LoopbackOrg()) {
            server.always(request -> Reply.of(status, "").with("Location", elsewhere.url() + "/steal"));

            assertThat(failure(server.org().limits()).failure().code()).isEqualTo("sf_redirected");
            assertThat(failure(server.client().versions(server.url())).failure().code()).isEqualTo("sf_redirected");
            assertThat(server.seen).hasSize(2);
            assertThat(elsewhere.seen).isEmpty();
        }
    }

    @Test
    void noOrgOutsideThePolicy() {
        try (SalesforceClient client = new SalesforceClient(ClientSettings.defaults(HostPolicy.salesforceOnly()))) {
            URI evil = URI.create("https://evil-salesforce.com");

            assertThatThrownBy(() -> client.org(new OrgAccess(evil, AccessToken.of("x"), null)))
                    .isInstanceOf(SalesforceException.class).hasMessageStartingWith("sf_host_not_allowed");
            assertThat(failure(client.versions(evil)).failure().code()).isEqualTo("sf_host_not_allowed");
        }
    }

    @Test
    void versionsAreOrderedAsNumbersAndAskedWithoutToken() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(
                    request -> Reply.json("""
                                          [{"label":"Winter 27","url":"/services/data/v68.0","version":"68.0"},
                                           {"label":"old","url":"/services/data/v9.0","version":"9.0"},
                                           {"label":"Spring '26","url":"/services/data/v66.0","version":"66.0"},
                                           {"label":"far","url":"/services/data/v100.0","version":"100.0"},
                                           {"label":"Summer '26","url":"/services/data/v67.0","version":"67.0"}]"""));

            assertThat(get(server.client().versions(server.url()))).extracting(ApiVersion::version)
                    .containsExactly("9.0", "66.0", "67.0", "68.0", "100.0");
            assertThat(get(server.client().newestSupported(server.url())).version()).isEqualTo("67.0");
            assertThat(server.seen).allSatisfy(request -> assertThat(request.header("Authorization")).isNull())
                    .extracting(LoopbackOrg.Seen::uri).containsOnly("/services/data");
        }
    }

    @Test
    void anOrgWithoutASupportedVersionIsRefused() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json("[{\"label\":\"x\",\"url\":\"/services/data/v57.0\",\"version\":\"57.0\"}]"));

            assertThat(failure(server.client().newestSupported(server.url())).failure().code())
                    .isEqualTo("sf_version_unsupported");
        }
    }

    @Test
    void readsTheRecordedVersions() throws IOException {
        Path recorded = Path.of("../../shared/salesforce/recorded/versions.json");
        Assumptions.assumeTrue(Files.exists(recorded), "recorded versions are not on this machine");
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(Files.readString(recorded)));

            List<ApiVersion> versions = get(server.client().versions(server.url()));

            assertThat(versions).isSorted().hasSizeGreaterThan(10);
        }
    }

    @Test
    void tellsWhoseTokenItIs() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(
                    """
                    {"sub":"https://login.salesforce.com/id/00Dx/005x","user_id":"005000000000001AAA",
                     "organization_id":"00D000000000062EAA","preferred_username":"admin@acme.example","name":"Ada",
                     "email":"ada@acme.example","urls":{"rest":"x"},"active":true,"utcOffset":0}"""));

            UserInfo user = get(server.client().org(new OrgAccess(server.url(), AccessToken.of("t"), null)).userInfo());

            assertThat(user.userId()).isEqualTo("005000000000001AAA");
            assertThat(user.organizationId()).isEqualTo("00D000000000062EAA");
            assertThat(user.username()).isEqualTo("admin@acme.example");
            assertThat(server.seen.get(0).uri()).isEqualTo("/services/oauth2/userinfo");
        }
    }

    @Test
    void withoutAVersionDataCallsAreAMistakeOfTheCaller() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            SalesforceOrg org = server.client().org(new OrgAccess(server.url(), AccessToken.of("t"), null));

            assertThatThrownBy(() -> get(org.limits())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void usageCountsDataCallsAndReadsTheOrgsAllowance() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json("{}").with("Sforce-Limit-Info", "api-usage=118/15000"),
                    Reply.json("{}").with("Sforce-Limit-Info",
                            "per-app-api-usage=17/250(appName=x); api-usage=119/15000; api-bursts=1/750"),
                    Reply.of(503, ""), Reply.json("{}").with("Sforce-Limit-Info", "nonsense"), Reply.json("{}"));
            SalesforceOrg org = server.org();
            assertThat(org.usage()).isEqualTo(new ApiUsage(0, OptionalLong.empty(), OptionalLong.empty()));

            get(org.limits());
            assertThat(org.usage()).isEqualTo(new ApiUsage(1, OptionalLong.of(118), OptionalLong.of(15000)));
            get(org.limits());
            get(org.limits());
            get(org.userInfo());

            assertThat(org.usage()).isEqualTo(new ApiUsage(4, OptionalLong.of(119), OptionalLong.of(15000)));
        }
    }
}
