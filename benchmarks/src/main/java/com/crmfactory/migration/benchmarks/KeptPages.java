package com.crmfactory.migration.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Pages of a query that were made beforehand, read over HTTP as the script reads them: packed, one after the other. As
 * with the Bulk results that the simulator keeps for the importer, making them costs nothing while it is measured.
 */
final class KeptPages implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<byte[]> packed;

    KeptPages(List<String> pages) throws IOException {
        packed = pages.stream().map(KeptPages::packed).toList();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    int number() {
        return packed.size();
    }

    JsonNode page(int number) throws IOException {
        URI uri = URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort()
                + "/" + number);
        try {
            HttpResponse<InputStream> answer = http.send(HttpRequest.newBuilder(uri).build(),
                    BodyHandlers.ofInputStream());
            try (InputStream body = new GZIPInputStream(answer.body())) {
                return JSON.readTree(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = packed.get(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static byte[] packed(String page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(page.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
