package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;

class TokenGrantTest {
    private static final Map<String, String> FORM = Map.of("client_secret", "a&b=c d");

    @Test
    void postsAFormAndReadsTheGrantWithoutShowingIt() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(
                    """
                    {"access_token":"00Dx!secret1","refresh_token":"5Aep.secret2","signature":"x","scope":"api refresh_token",
                     "instance_url":"https://acme.my.salesforce.com","id":"https://login.salesforce.com/id/00Dx/005x",
                     "token_type":"Bearer","issued_at":"1700000000000"}"""));

            TokenGrant grant = get(server.client().token(server.url(), FORM));

            assertThat(grant.accessToken().reveal()).isEqualTo("00Dx!secret1");
            assertThat(grant.refreshToken().reveal()).isEqualTo("5Aep.secret2");
            assertThat(grant.instanceUrl()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
            assertThat(grant.toString()).doesNotContain("secret");
            assertThat(server.seen.get(0).uri()).isEqualTo("/services/oauth2/token");
            assertThat(server.seen.get(0).body()).isEqualTo("client_secret=a%26b%3Dc+d");
            assertThat(server.seen.get(0).header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
            assertThat(server.seen.get(0).header("Authorization")).isNull();
        }
    }

    @Test
    void aGrantForAForeignInstanceIsRefused() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json("{\"access_token\":\"x\",\"instance_url\":\"https://evil-salesforce.com\"}"));

            assertThat(failure(server.client().token(server.url(), FORM)).failure().code())
                    .isEqualTo("sf_host_not_allowed");
        }
    }

    @Test
    void aDoubtfulAnswerIsNotAskedAgain() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(500, ""), Reply.json("{\"token_type\":\"Bearer\"}"));

            assertThat(failure(server.client().token(server.url(), FORM)).failure().code())
                    .isEqualTo("sf_server_error");
            assertThat(failure(server.client().token(server.url(), FORM)).failure().code())
                    .isEqualTo("sf_unreadable_answer");
            assertThat(server.seen).hasSize(2);
        }
    }
}
