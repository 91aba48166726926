package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;

/** Runs over a connection of their own, whose access token ends while contacts and cases are being read. */
@Order(8)
@ExtendWith(SharedInstallation.class)
class ConnectedRunIT {

    private static final String TOKEN_ENDS = """
                                             {"match": {"method": "GET", "pathRegex": "/results", "object": "%s"}, "fault": "token_revoked",
                                              "after": 1, "times": 1}""";

    private final Installation installation;
    private final MigrationApi api;
    private final SourceOrg source;
    private final FirstMigration first;
    private final Browser browser;
    private Snapshot snapshot;

    ConnectedRunIT(Installation installation) {
        this.installation = installation;
        this.api = installation.api();
        this.source = installation.source();
        this.first = installation.first();
        this.browser = new Browser(api, source, installation.secrets());
    }

    @BeforeEach
    void anEmptyCrm() {
        snapshot = Snapshot.of(installation.database());
        snapshot.empty();
        source.resetStats();
    }

    @AfterEach
    void nobodyReplayedATokenThatWasRotatedOut() {
        assertThat(source.stats().path("misuse").toString()).doesNotContain("refresh_token_replayed");
        installation.secrets().addAll(source.issuedTokens());
    }

    @Test
    void aTokenThatEndsTwiceInTheMiddleOfARunIsRenewedAndNoRecordIsLostOrDoubled() {
        String connection = browser.connect();
        String id = api.ready(api.analyze(connection));
        int before = source.issuedTokens().size();
        source.disturb(TOKEN_ENDS.formatted("Contact"));
        source.disturb(TOKEN_ENDS.formatted("Case"));
        api.run(id).expect(202);

        endsAsUndisturbed(id);
        assertThat(types(id)).doesNotContain("migration_paused");
        // Each renewal gives out an access token and a refresh token.
        assertThat(source.issuedTokens()).hasSize(before + 4);
        JsonNode after = api.get("/connections/" + connection).expect(200);
        assertThat(after.path("renewed_at").isNull()).as(after.toString()).isFalse();
        assertThat(after.path("status").asText()).isEqualTo("connected");
    }

    @Test
    void aRenewalThatIsRefusedPausesTheRunUntilSomebodyConnectsAgain() {
        String id = api.ready(api.analyze(browser.connect()));
        source.disturb(TOKEN_ENDS.formatted("Case"));
        source.disturb(
                """
                {"match": {"method": "POST", "pathRegex": "/oauth2/token"}, "fault": "status", "status": 400, "times": 1,
                 "body": {"error": "invalid_grant", "error_description": "expired access/refresh token"}}""");
        api.run(id).expect(202);

        JsonNode expired = api.awaitRun(id);
        assertThat(expired.path("status").asText()).as(expired.toString()).isEqualTo("paused");
        assertThat(expired.path("pause_reason").asText()).isEqualTo("connection_expired");
        assertThat(expired.at("/error/code").asText()).isEqualTo("oauth_token_expired");
        assertThat(expired.at("/error/hint").asText()).isNotEmpty();
        assertThat(installation.database().number("SELECT count(*) FROM crm.contacts")).isPositive();
        source.revokeApprovals();

        assertThat(api.connect(id, browser.connect()).expect(202).path("status").asText()).isEqualTo("running");
        endsAsUndisturbed(id);
        assertThat(types(id)).containsOnlyOnce("migration_paused").containsOnlyOnce("migration_resumed");
    }

    private List<String> types(String id) {
        return installation.topics().of(Topics.PROGRESS, id).stream()
                .map(message -> message.value().path("type").asText()).toList();
    }

    /** The same rows, the same counts, and nothing missing. */
    private void endsAsUndisturbed(String id) {
        JsonNode record = api.awaitRun(id);
        first.assertEndedAlike(record);
        snapshot.assertUnchanged();
        first.assertLinkedAlike(api.get("/" + id + "/validation").expect(200));
    }
}
