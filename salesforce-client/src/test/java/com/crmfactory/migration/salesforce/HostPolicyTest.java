package com.crmfactory.migration.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {

    @ParameterizedTest
    @CsvSource({"https://acme.my.salesforce.com, https://acme.my.salesforce.com",
            "https://ACME.my.SalesForce.com:443/, https://acme.my.salesforce.com",
            "'  https://acme.my.salesforce.com/home/home.jsp?x=1#y ', https://acme.my.salesforce.com",
            "https://acme--uat.sandbox.my.salesforce.com, https://acme--uat.sandbox.my.salesforce.com",
            "https://orgfarm-8663634d5e-dev-ed.develop.my.salesforce.com, https://orgfarm-8663634d5e-dev-ed.develop.my.salesforce.com",
            "https://login.salesforce.com, https://login.salesforce.com",
            "https://test.salesforce.com, https://test.salesforce.com",
            "https://gov.my.salesforce.mil, https://gov.my.salesforce.mil",
            "https://x.sandbox.my.sfcrmproducts.cn, https://x.sandbox.my.sfcrmproducts.cn",
            "https://acme.my-salesforce.com, https://acme.my-salesforce.com",
            "https://na1.salesforce.com, https://na1.salesforce.com",
            "https://cs42.salesforce.com, https://cs42.salesforce.com"})
    void acceptsApiHostsAndKeepsTheOriginOnly(String url, String origin) {
        assertThat(HostPolicy.salesforceOnly().check(url)).isEqualTo(URI.create(origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil-salesforce.com", "https://acme.evil-salesforce.com",
            "https://salesforce.com.evil", "https://acme.my.salesforce.com.evil.com", "https://evilmy.salesforce.com",
            "https://my.salesforce.com", "https://.my.salesforce.com", "https://a..my.salesforce.com",
            "https://acme.my.salesforce.com.", "https://-a.my.salesforce.com", "https://salesforce.com",
            "https://www.salesforce.com", "https://help.salesforce.com", "https://acme.my.salesforce.com@evil.com",
            "https://user:secret@acme.my.salesforce.com", "https://evil.com#.my.salesforce.com",
            "https://evil.com/.my.salesforce.com", "https://evil.com\\.my.salesforce.com",
            "https://evil.com?.my.salesforce.com", "https://acme.my.salesforce.com:8443",
            "https://acme.my.salesforce.com:80", "http://acme.my.salesforce.com", "ftp://acme.my.salesforce.com",
            "file:///etc/passwd", "jar:https://acme.my.salesforce.com!/", "acme.my.salesforce.com",
            "//acme.my.salesforce.com",
            "https://acme.force.com", "https://acme.secure.force.com", "https://acme.my.site.com",
            "https://ácme.my.salesforce.com", "https://acme.my.sfcrmapps.cn",
            "https://acme.salesforce.cn", "http://localhost", "http://127.0.0.1:8080", "http://[::1]:8080", "", "  ",
            "https://", "https://a b.my.salesforce.com", "https://acme%2emy.salesforce.com",
            "https://acme.my.salesforce.com\r\nHost: evil.com", "http://169.254.169.254/latest", "http://10.0.0.1",
            "https://na1x.salesforce.com", "https://1.salesforce.com"})
    void refusesEverythingElse(String url) {
        assertThatThrownBy(() -> HostPolicy.salesforceOnly().check(url)).isInstanceOf(SalesforceException.class)
                .extracting(e -> ((SalesforceException) e).failure().code()).isEqualTo("sf_host_not_allowed");
    }

    @Test
    void refusesNoUrlAtAll() {
        assertThatThrownBy(() -> HostPolicy.salesforceOnly().check(null)).isInstanceOf(SalesforceException.class);
    }

    @ParameterizedTest
    @CsvSource({"https://acme.lightning.force.com/lightning/page/home, acme.my.salesforce.com",
            "https://acme--uat.sandbox.lightning.force.com, acme--uat.sandbox.my.salesforce.com",
            "https://gov.lightning.crmforce.mil, gov.my.salesforce.mil",
            "https://acme.my-lightning.com, acme.my-salesforce.com",
            "https://acme.lightning.sfcrmapps.cn, acme.my.sfcrmproducts.cn",
            "https://acme.my.salesforce-setup.com, acme.my.salesforce.com"})
    void answersABrowserUrlWithTheHostToUse(String pasted, String host) {
        SalesforceException refusal = catchThrowableOfType(SalesforceException.class,
                () -> HostPolicy.salesforceOnly().check(pasted));

        assertThat(refusal.failure().code()).isEqualTo("sf_host_not_allowed");
        assertThat(refusal.failure().hint()).isEqualTo("Use https://" + host + " instead.");
    }

    @Test
    void theHintNeverRepeatsAnUnsafeHost() {
        SalesforceException refusal = catchThrowableOfType(SalesforceException.class,
                () -> HostPolicy.salesforceOnly().check("https://-.lightning.force.com"));

        assertThat(refusal.failure().hint()).contains("yourcompany");
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8080/x, http://localhost:8080", "http://127.0.0.1:18080, http://127.0.0.1:18080",
            "http://[::1]:18080, http://[::1]:18080", "http://LOCALHOST, http://localhost",
            "https://localhost:8443, https://localhost:8443",
            "https://acme.my.salesforce.com, https://acme.my.salesforce.com"})
    void theLocalProfileAlsoAllowsLoopback(String url, String origin) {
        assertThat(HostPolicy.withLoopback().check(url)).isEqualTo(URI.create(origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.1", "http://2130706433", "http://0x7f.0.0.1", "http://0177.0.0.1",
            "http://127.0.0.1.nip.io", "http://localhost.evil.com", "http://0.0.0.0", "http://[::]",
            "http://[::ffff:127.0.0.1]", "http://[::ffff:7f00:1]", "http://127.0.0.2", "http://169.254.169.254",
            "http://user@localhost", "ftp://localhost", "http://localhost@evil.com", "http://127.0.0.1%2f.evil.com"})
    void loopbackMeansThreeExactNames(String url) {
        assertThatThrownBy(() -> HostPolicy.withLoopback().check(url)).isInstanceOf(SalesforceException.class);
    }

    @Test
    void anOperatorCanNameOneMoreOriginExactly() {
        HostPolicy policy = HostPolicy.salesforceOnly().alsoAllowing(URI.create("http://simulator:8090/"));

        assertThat(policy.check("http://SIMULATOR:8090/services")).isEqualTo(URI.create("http://simulator:8090"));
        assertThatThrownBy(() -> policy.check("http://simulator:8091")).isInstanceOf(SalesforceException.class);
        assertThatThrownBy(() -> policy.check("https://simulator:8090")).isInstanceOf(SalesforceException.class);
        assertThatThrownBy(() -> policy.check("http://localhost:8090")).isInstanceOf(SalesforceException.class);
    }
}
