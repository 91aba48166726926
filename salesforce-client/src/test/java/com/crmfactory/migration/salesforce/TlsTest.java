package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

class TlsTest {
    private static final String PASSWORD = "changeit";

    private final SalesforceClient client = new SalesforceClient(
            ClientSettings.defaults(HostPolicy.withLoopback()).withRetries(RetryPolicy.never()));

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedAndTheTokenNotSent(@TempDir Path directory) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory)));
        CompletableFuture<String> leaked = new CompletableFuture<>();
        server.createContext("/", exchange -> leaked.complete(exchange.getRequestURI().toString()));
        server.start();
        try (client) {
            SalesforceOrg org = client.org(new OrgAccess(
                    URI.create("https://127.0.0.1:" + server.getAddress().getPort()), AccessToken.of("x"), "67.0"));

            SalesforceException failure = failure(org.limits());

            assertThat(failure.failure().code()).isEqualTo("sf_tls_untrusted");
            assertThat(failure.isTransient()).isFalse();
            assertThat(leaked).isNotDone();
        } finally {
            server.stop(0);
        }
    }

    /** Java 17's HTTP client loses the handshake's failure once in some hundred times and waits in vain: asked again. */
    @Test
    void aPortThatSpeaksNoTlsFailsTheHandshake() throws Exception {
        CompletableFuture<Void> answered;
        try (client; ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answered = CompletableFuture.runAsync(() -> answerInPlain(plain));
            URI address = URI.create("https://127.0.0.1:" + plain.getLocalPort());

            String code = failure(client.versions(address)).failure().code();
            for (int again = 0; again < 3 && code.equals("sf_unreachable"); again++) {
                code = failure(client.versions(address)).failure().code();
            }

            assertThat(code).isEqualTo("sf_tls_failed");
        }
        answered.get(10, TimeUnit.SECONDS);
    }

    /** Until the socket is closed. */
    private static void answerInPlain(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket socket = plain.accept(); InputStream in = socket.getInputStream()) {
                in.read();
                socket.getOutputStream()
                        .write(WireOrg.bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                if (!plain.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static SSLContext selfSigned(Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext",
                "san=ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD).inheritIO().start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return context(file);
    }

    private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
