package com.crmfactory.migration.simulator.http;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

import com.crmfactory.migration.simulator.api.ApiResponse;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Lets one piece be under way at a time, so that a slow reader holds the writer back. */
final class BackPressured implements ApiResponse.Sink {

    private final HttpServerResponse response;
    private long left;
    private final boolean cuts;
    private Future<Void> written = Future.succeededFuture();

    BackPressured(HttpServerResponse response, long cutAfter) {
        this.response = response;
        this.left = cutAfter;
        this.cuts = cutAfter >= 0;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        int now = cuts ? (int) Math.min(length, left) : length;
        await();
        if (now > 0) {
            written = response.write(Buffer.buffer(now).appendBytes(bytes, 0, now));
        }
        left -= now;
        if (cuts && now < length) {
            throw new CutException();
        }
    }

    void await() throws IOException {
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the client went away", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends a writer at the place where a fault cuts the connection. */
    static final class CutException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
