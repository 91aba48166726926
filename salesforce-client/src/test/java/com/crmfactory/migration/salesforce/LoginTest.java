package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;

class LoginTest {
    private static final AccessToken TOKEN = AccessToken.of("5Aep.secret=");

    @Test
    void revokesAToken() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(200, ""));

            get(server.client().revoke(server.url(), TOKEN));

            assertThat(server.seen.get(0).uri()).isEqualTo("/services/oauth2/revoke");
            assertThat(server.seen.get(0).body()).isEqualTo("token=5Aep.secret%3D");
        }
    }

    @Test
    void aTokenThatSalesforceHasForgottenIsToldApart() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(400, "{\"error\":\"invalid_token\",\"error_description\":\"invalid token\"}"));

            assertThat(failure(server.client().revoke(server.url(), TOKEN)).failure().code())
                    .isEqualTo("oauth_token_unknown");
        }
    }

    @Test
    void whatComesBackWithTheBrowserIsExplainedWithoutItsWords() {
        SalesforceException installed = SalesforceClient.loginRefusal("invalid_client",
                "app must be installed into org");
        assertThat(installed.failure().code()).isEqualTo("oauth_app_not_installed");
        SalesforceException strange = SalesforceClient.loginRefusal("<script>", "<b>call 0123</b>");
        assertThat(strange.failure().code()).isEqualTo("oauth_denied");
        assertThat(strange.getMessage() + strange.failure()).doesNotContain("script", "0123");
        assertThat(SalesforceClient.loginRefusal(null, null).failure().code()).isEqualTo("oauth_denied");
    }
}
