package com.crmfactory.migration.gateway.web;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** What is larger, longer or further away than it may be, and what browsers are told. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class EdgesIT {

    @ParameterizedTest
    @ValueSource(strings = {API, "/api/nothing", "/nothing", "/q/health"})
    void browsersAreToldWhatTheyMustNotDo(String path) {
        given().get(path).then().header("X-Content-Type-Options", "nosniff").header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer").header("Content-Security-Policy",
                        containsString("default-src 'none'"))
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void theTypeOfAProblemLeadsToItsExplanation() {
        String type = given().get(API + "/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM").path("type");
        String[] address = type.split("#");
        given().get(address[0]).then().statusCode(200).contentType("text/html")
                .body(containsString("<a id=\"" + address[1] + "\"></a>"));
    }

    @Test
    void answersOfTheApiAreNotStored() {
        given().get(API).then().header("Cache-Control", "no-store");
        given().get(API + "/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM").then().header("Cache-Control", "no-store");
    }

    @Test
    void anAddressThatIsTooLongIs414() {
        given().queryParam("cursor", "x".repeat(10_000)).get(API).then().statusCode(414)
                .contentType("application/problem+json").body("code", equalTo("address_too_long"));
    }

    @Test
    void headersThatAreTooLargeAre431() {
        given().header("X-Long", "x".repeat(20_000)).get(API).then().statusCode(431)
                .contentType("application/problem+json").body("code", equalTo("headers_too_large"));
    }

    /** Far beyond what the framework's own limit allows. */
    @Test
    void aBodyOfUnknownLengthIsRefusedWithADocumentHoweverLongItIs() throws IOException {
        assertThat(chunks(160)).startsWith("HTTP/1.1 413 ").contains("application/problem+json", "body_too_large");
    }

    @Test
    void aBodyOfUnknownLengthThatIsNotTooLargeIsRead() throws IOException {
        assertThat(chunks(4)).startsWith("HTTP/1.1 400 ").contains("malformed_request");
        assertThat(chunks(0)).startsWith("HTTP/1.1 400 ").contains("malformed_request");
    }

    @Test
    void aPreflightOfAnotherSiteIsNotAllowed() {
        given().header("Origin", "https://evil.example.com").header("Access-Control-Request-Method", "POST")
                .options(API + "/run").then().statusCode(403).header("Access-Control-Allow-Origin", nullValue());
    }

    /** Chunks of 64 KiB; the answer may come, and the connection end, before all are sent. */
    private static String chunks(int count) throws IOException {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int port = RestAssured.port;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + API + "/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < count && socket.getInputStream().available() == 0; i++) {
                out.write(chunk);
            }
            if (socket.getInputStream().available() == 0) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
