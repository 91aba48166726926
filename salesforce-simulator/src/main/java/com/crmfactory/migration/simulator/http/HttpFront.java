package com.crmfactory.migration.simulator.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.crmfactory.migration.simulator.api.ApiRequest;
import com.crmfactory.migration.simulator.api.ApiResponse;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The HTTP server on 127.0.0.1: limits of size, latency, faults, and the sending of answers piece by piece. */
public final class HttpFront {

    /** Longest URI and headers together. Source: facts §3; the answer's body is the web server's HTML. */
    private static final int LONGEST_HEAD = 16_384;
    private static final String TOO_LONG = "<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>";
    private static final int ACCEPTED_HEAD = 256 * 1024;
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final int CONTROL_PREFIX_LATENCY = 0;

    private final Vertx vertx;
    private final long latencyMillis;
    private final Function<ApiRequest, Reply> replies;

    /** What to send, and what to do to it on the way. */
    public record Reply(ApiResponse response, Disturbance disturbance) {

        public static Reply of(ApiResponse response) {
            return new Reply(response, Disturbance.NONE);
        }
    }

    /** @param delayMillis waited before the answer, @param reset the connection is cut instead of an answer,
     *            @param truncateAfter bytes of the body after which the connection is cut, or -1 */
    public record Disturbance(long delayMillis, boolean reset, long truncateAfter) {

        public static final Disturbance NONE = new Disturbance(0, false, -1);
    }

    public HttpFront(Vertx vertx, long latencyMillis, Function<ApiRequest, Reply> replies) {
        this.vertx = vertx;
        this.latencyMillis = latencyMillis;
        this.replies = replies;
    }

    /** Starts listening; 0 is any free port. */
    public Future<HttpServer> listen(int port) {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(port)
                .setCompressionSupported(true)
                .setCompressionLevel(1).setMaxInitialLineLength(ACCEPTED_HEAD).setMaxHeaderSize(ACCEPTED_HEAD)
                .setTcpNoDelay(true);
        return vertx.createHttpServer(options).requestHandler(this::receive).listen();
    }

    private void receive(HttpServerRequest request) {
        if (headSize(request) > LONGEST_HEAD) {
            request.response().setStatusCode(431).putHeader("Content-Type", "text/html;charset=iso-8859-1")
                    .end(TOO_LONG);
            return;
        }
        String length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > LARGEST_BODY) {
            request.response().setStatusCode(413).putHeader("Connection", "close").end();
            return;
        }
        request.body().onSuccess(body -> answer(request, body)).onFailure(cause -> request.connection().close());
    }

    private static long headSize(HttpServerRequest request) {
        long size = request.uri().length();
        for (Map.Entry<String, String> header : request.headers()) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        return size;
    }

    private void answer(HttpServerRequest request, Buffer body) {
        try {
            parse(request, body);
        } catch (IllegalArgumentException e) {
            request.response().setStatusCode(400).putHeader("Content-Type", "text/html;charset=iso-8859-1")
                    .end("<h1>Bad Message 400</h1><pre>reason: Bad URI</pre>");
        }
    }

    private void parse(HttpServerRequest request, Buffer body) {
        ApiRequest parsed = new ApiRequest(request.method().name(), decodedPath(request), parameters(request),
                headers(request.headers()), body.getBytes(), "http://" + request.authority());
        long latency = parsed.path().startsWith("/__") ? CONTROL_PREFIX_LATENCY : latencyMillis;
        if (latency > 0) {
            vertx.setTimer(latency, timer -> reply(request, parsed));
        } else {
            reply(request, parsed);
        }
    }

    private void reply(HttpServerRequest request, ApiRequest parsed) {
        vertx.executeBlocking(() -> replies.apply(parsed), false)
                .compose(reply -> delayed(reply)
                        .compose(ready -> vertx.executeBlocking(() -> send(request, ready), false)))
                .onFailure(cause -> fail(request, cause));
    }

    private Future<Reply> delayed(Reply reply) {
        long delay = reply.disturbance().delayMillis();
        return delay <= 0 ? Future.succeededFuture(reply) : vertx.timer(delay).map(reply);
    }

    private Void send(HttpServerRequest request, Reply reply) throws IOException {
        if (reply.disturbance().reset()) {
            request.connection().close();
            return null;
        }
        HttpServerResponse response = request.response().setStatusCode(reply.response().status());
        reply.response().headers().forEach(response::putHeader);
        long cutAfter = reply.disturbance().truncateAfter();
        ApiResponse.Body body = reply.response().body();
        if (body instanceof ApiResponse.Empty) {
            response.end();
        } else if (body instanceof ApiResponse.Bytes bytes && cutAfter < 0) {
            response.end(Buffer.buffer(bytes.bytes()));
        } else {
            stream(request, response, body, cutAfter);
        }
        return null;
    }

    private static void stream(HttpServerRequest request, HttpServerResponse response, ApiResponse.Body body,
            long cutAfter)
            throws IOException {
        response.setChunked(true);
        BackPressured sink = new BackPressured(response, cutAfter);
        try {
            if (body instanceof ApiResponse.Bytes bytes) {
                sink.write(bytes.bytes(), bytes.bytes().length);
            } else if (body instanceof ApiResponse.Streamed streamed) {
                streamed.writer().writeTo(sink);
            }
        } catch (BackPressured.CutException e) {
            sink.await();
            request.connection().close();
            return;
        }
        if (cutAfter >= 0) {
            // The body was shorter than the cut: the connection still ends without the closing chunk.
            sink.await();
            request.connection().close();
            return;
        }
        response.end();
    }

    /** A client that went away needs no answer; anything else is a defect of the simulator and says so. */
    private static void fail(HttpServerRequest request, Throwable cause) {
        if (cause instanceof IOException || request.response().headWritten()) {
            request.connection().close();
            return;
        }
        System.getLogger(HttpFront.class.getName()).log(System.Logger.Level.ERROR,
                request.method() + " " + request.path(), cause);
        request.response().setStatusCode(500).putHeader("Content-Type", "application/json;charset=UTF-8")
                .end("[{\"message\":\"An unexpected error occurred in the simulator: "
                        + cause.getClass().getSimpleName()
                        + "\",\"errorCode\":\"UNKNOWN_EXCEPTION\"}]");
    }

    private static String decodedPath(HttpServerRequest request) {
        String path = request.path() == null ? "/" : request.path();
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> parameters(HttpServerRequest request) {
        Map<String, String> parameters = new HashMap<>();
        request.params().forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
        return parameters;
    }

    private static Map<String, String> headers(MultiMap headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach(header -> lower.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return lower;
    }
}
