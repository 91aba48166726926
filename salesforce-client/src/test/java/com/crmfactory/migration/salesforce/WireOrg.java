package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes bytes of a test's choosing, for the ways in which a connection can go wrong. */
final class WireOrg implements AutoCloseable {

    /** What to do with a connection whose request has been read. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket socket, OutputStream out) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final SalesforceClient client;
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger hungUp = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();

    WireOrg(Conversation conversation) throws IOException {
        this(LoopbackOrg.PATIENCE, conversation);
    }

    /** @param patience of the client with an answer */
    WireOrg(Duration patience, Conversation conversation) throws IOException {
        client = new SalesforceClient(ClientSettings.defaults(HostPolicy.withLoopback())
                .withRetries(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5)))
                .withTimeouts(Duration.ofSeconds(5), patience));
        Thread acceptor = new Thread(() -> accept(conversation), "wire-org");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Conversation conversation) {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> hold(conversation, socket), "wire-org-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void hold(Conversation conversation, Socket socket) {
        try (socket) {
            while (readHead(socket.getInputStream())) {
                requests.incrementAndGet();
                conversation.hold(socket, socket.getOutputStream());
            }
        } catch (SocketException e) {
            // The client or the conversation itself has hung up, which is what some tests are about.
            hungUp.incrementAndGet();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean readHead(InputStream in) throws IOException {
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == 4) {
                return true;
            }
        }
        return false;
    }

    /** Ends the connection with a TCP reset instead of a proper end. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    SalesforceOrg org() {
        return client.org(new OrgAccess(URI.create("http://127.0.0.1:" + server.getLocalPort()),
                AccessToken.of(LoopbackOrg.TOKEN), "67.0"));
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
