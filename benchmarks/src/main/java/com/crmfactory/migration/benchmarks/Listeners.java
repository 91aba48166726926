package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many clients of one migration's live events, read by one thread so that they cost the machine little. */
final class Listeners implements AutoCloseable {

    private static final Pattern OBJECT_EVENT = Pattern
            .compile("data:\\s*\\{\"object\":\"(\\w+)\".*?\"records_processed\":(\\d+)");
    private static final int BUFFER = 64 * 1024;

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "listeners");
    private volatile IOException failure;

    /**
     * A client learned how far an object is.
     *
     * @param micros
     *            when, since the epoch
     */
    record Seen(String object, long processed, long micros) {
    }

    private static final class Client {
        private final StringBuilder line = new StringBuilder();
        private final List<Seen> seen = new ArrayList<>();
    }

    private Listeners() throws IOException {
        reader.setDaemon(true);
    }

    static Listeners connect(URI events, int count) throws IOException {
        Listeners listeners = new Listeners();
        ByteBuffer request = ByteBuffer.wrap(("GET " + events.getPath()
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(events.getHost(), events.getPort()));
            channel.write(request.duplicate());
            channel.configureBlocking(false);
            Client client = new Client();
            channel.register(listeners.selector, SelectionKey.OP_READ, client);
            listeners.clients.add(client);
        }
        listeners.reader.start();
        return listeners;
    }

    /** What each client learned, once the reading has ended. */
    List<List<Seen>> seen() throws IOException {
        close();
        if (failure != null) {
            throw failure;
        }
        return clients.stream().map(client -> client.seen).toList();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (selector.isOpen()) {
                selector.select();
                long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    if (((SocketChannel) key.channel()).read(buffer) < 0) {
                        throw new IOException("The gateway ended a stream of events");
                    }
                    take((Client) key.attachment(), buffer.flip(), micros);
                }
                selector.selectedKeys().clear();
            }
        } catch (java.nio.channels.ClosedSelectorException closed) {
            // That is how it ends.
        } catch (IOException e) {
            failure = e;
        }
    }

    private static void take(Client client, ByteBuffer bytes, long micros) {
        while (bytes.hasRemaining()) {
            char c = (char) bytes.get();
            if (c != '\n') {
                client.line.append(c);
            } else {
                Matcher event = OBJECT_EVENT.matcher(client.line);
                if (event.find()) {
                    client.seen.add(new Seen(event.group(1), Long.parseLong(event.group(2)), micros));
                }
                client.line.setLength(0);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (selector.isOpen()) {
            List<SelectionKey> open = List.copyOf(selector.keys());
            selector.close();
            for (SelectionKey key : open) {
                key.channel().close();
            }
        }
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
