package com.crmfactory.migration.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.gateway.problem.Refusal;

/** An installation without an app of its own. */
class ConnectRequestCheckTest {
    private static final String LOGIN = "https://login.salesforce.com";
    private static final SalesforceApp NO_APP = SalesforceAppTest.none();

    @ParameterizedTest
    @CsvSource({"authorization_code,key,secret,,", "authorization_code,key,,,", "client_credentials,key,secret,,",
            "access_token,,,,00Dx!y"})
    void takesWhatTheGrantNeeds(String grant, String id, String secret, String user, String token) {
        assertThat(check(grant, id, secret, user, token).wire()).isEqualTo(grant);
    }

    @ParameterizedTest
    @CsvSource({"authorization_code,,,,,client_id", "client_credentials,key,,,,client_secret",
            "authorization_code,,secret,,,client_secret", "jwt_bearer,key,,user@x,,grant",
            "jwt_bearer,key,,,,username", "access_token,,,,two words,sf_access_token",
            "authorization_code,key,secret,user,,username", "client_credentials,key,secret,,token,sf_access_token",
            "access_token,key,,,00D,client_id", "password,,,,,grant"})
    void namesWhatIsMissingOrNotUsed(String grant, String id, String secret, String user, String token, String field) {
        assertThatThrownBy(() -> check(grant, id, secret, user, token)).isInstanceOf(Refusal.class)
                .extracting(thrown -> ((Refusal) thrown).getMessage()).asString()
                .matches("(?s).*" + field + ".*|\\d+ fields are not valid\\.");
    }

    @Test
    void aRefusalNeverRepeatsASecret() {
        assertThatThrownBy(() -> check("jwt_bearer", null, "very-secret", null, "00D!secret"))
                .hasMessageNotContaining("very-secret").hasMessageNotContaining("00D!secret");
        assertThat(new ConnectRequest(LOGIN, "client_credentials", "key", "very-secret", null, "00D!secret").toString())
                .doesNotContain("very-secret", "00D!secret");
    }

    private static Grant check(String grant, String id, String secret, String user, String token) {
        return ConnectRequestCheck.grant(new ConnectRequest(LOGIN, grant, id, secret, user, token), NO_APP);
    }
}
