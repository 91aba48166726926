package com.crmfactory.migration.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    private static final String SECRET = "00D000000000062!AQ.secret";

    @Test
    void nothingThatHoldsATokenShowsIt() {
        AccessToken token = AccessToken.of(SECRET);
        OrgAccess access = new OrgAccess(URI.create("https://acme.my.salesforce.com"), token, "67.0");
        Call call = Call.get(URI.create("https://acme.my.salesforce.com/services/data/v67.0/query?q=secret"), token,
                new UsageMeter());

        assertThat(token.toString()).isEqualTo("AccessToken[redacted]");
        assertThat(access.toString()).doesNotContain("secret");
        assertThat(call.toString()).isEqualTo("GET /services/data/v67.0/query");
        assertThat(token.reveal()).isEqualTo(SECRET);
    }

    @Test
    void equalTokensAreEqual() {
        assertThat(AccessToken.of(" " + SECRET + "\n")).isEqualTo(AccessToken.of(SECRET))
                .hasSameHashCodeAs(AccessToken.of(SECRET)).isNotEqualTo(AccessToken.of(SECRET + "x"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "secret\r\nX: y", "secret secret", "sécret", "sec\u0000ret"})
    void refusesWhatCannotStandInAHeaderWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> AccessToken.of(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
