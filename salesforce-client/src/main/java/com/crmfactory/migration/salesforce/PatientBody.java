package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * A response body as a stream that waits a limited time for each next part: the JDK's own stream waits for ever, because
 * a request's timeout ends with its headers. One part is in flight at a time, so memory stays flat and a slow reader
 * slows the sender.
 */
final class PatientBody extends InputStream implements BodySubscriber<PatientBody> {
    private static final int DRAIN_LIMIT = 64 * 1024;

    private sealed interface Part {
        record Data(List<ByteBuffer> buffers) implements Part {
        }

        record End(Throwable failure) implements Part {
        }
    }

    private final Duration patience;
    /** One part asked for and not yet taken, and the end. */
    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(3);
    private final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
    private Part.Data current = new Part.Data(List.of());
    private int index;
    private Part.End end;

    PatientBody(Duration patience) {
        this.patience = patience;
    }

    @Override
    public CompletionStage<PatientBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscribed.complete(subscription);
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Data(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part.End(failure));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End(null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (end == null) {
            while (index < current.buffers().size()) {
                ByteBuffer buffer = current.buffers().get(index);
                if (buffer.hasRemaining()) {
                    int count = Math.min(length, buffer.remaining());
                    buffer.get(target, offset, count);
                    return count;
                }
                index++;
            }
            take();
        }
        if (end.failure() != null) {
            throw new IOException("The answer broke off", end.failure());
        }
        return -1;
    }

    private void take() throws IOException {
        Part part;
        try {
            part = parts.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while reading an answer");
        }
        if (part == null) {
            close();
            throw new HttpTimeoutException("The answer stopped in the middle");
        }
        if (part instanceof Part.Data data) {
            current = data;
            index = 0;
            subscribed.join().request(1);
        } else if (part instanceof Part.End last) {
            end = last;
        }
    }

    /** Reads a small rest, so that the connection can be used again. */
    void drain() throws IOException {
        byte[] rest = new byte[4096];
        int read = 0;
        for (int total = 0; read >= 0 && total < DRAIN_LIMIT; total += read) {
            read = read(rest, 0, rest.length);
        }
    }

    /** Gives up the connection unless the body has come to its end. */
    @Override
    public void close() {
        subscribed.thenAccept(Flow.Subscription::cancel);
    }
}
