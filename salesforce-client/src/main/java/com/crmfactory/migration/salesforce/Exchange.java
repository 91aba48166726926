package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** The one place where HTTP happens: checks, headers, time-outs, retries, and errors made plain. */
final class Exchange implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());
    private static final long LARGEST_JSON = 64L * 1024 * 1024;

    /** Reads a successful answer on a worker thread; whoever keeps the body closes it. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Answer answer) throws IOException;
    }

    private final ClientSettings settings;
    private final SpentTokens spent = new SpentTokens();
    private final ObjectMapper json = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
    /** One thread for each call whose answer is being read; the callers set how many those are. */
    private final ExecutorService workers = Executors.newCachedThreadPool(threads());
    private final HttpClient http;

    Exchange(ClientSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.connectTimeout()).executor(workers)
                .build();
    }

    private static ThreadFactory threads() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "salesforce-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    HostPolicy hosts() {
        return settings.hosts();
    }

    Duration requestTimeout() {
        return settings.requestTimeout();
    }

    ObjectMapper json() {
        return json;
    }

    /** Sends the call and reads its JSON. */
    <T> Uni<T> json(Call call, Class<T> type) {
        return send(call, answer -> readJson(answer, type));
    }

    /** Sends the call and ignores the body of a success. */
    Uni<Void> run(Call call) {
        return send(call, answer -> {
            answer.raw().drain();
            return null;
        });
    }

    <T> T readJson(Answer answer, Class<T> type) throws IOException {
        try (InputStream body = new CappedStream(answer.body(), LARGEST_JSON)) {
            T value = json.readValue(body, type);
            answer.raw().drain();
            return value;
        }
    }

    /** Lazily: each subscription sends the call anew. Items come on one of the client's own threads. */
    <T> Uni<T> send(Call call, Reader<T> reader) {
        return attempt(call, reader, 1);
    }

    private <T> Uni<T> attempt(Call call, Reader<T> reader, int number) {
        return this.<T>once(call, reader).onFailure(SalesforceException.class).recoverWithUni(failure -> {
            return pause(call, failure, number).map(pause -> {
                LOG.log(System.Logger.Level.DEBUG, "{0}: {1}, attempt {2}, again in {3}", call,
                        failure.failure().code(), number, pause);
                return Uni.createFrom().voidItem().onItem().delayIt().by(pause)
                        .chain(() -> attempt(call, reader, number + 1));
            }).orElseGet(() -> Uni.createFrom().failure(failure));
        });
    }

    private Optional<Duration> pause(Call call, SalesforceException failure, int number) {
        boolean allowed = failure.retry() == Retry.ALWAYS
                || failure.retry() == Retry.IF_IDEMPOTENT && call.idempotent();
        if (!allowed || number >= settings.retries().attempts()) {
            return Optional.empty();
        }
        Duration own = settings.retries().pauseAfter(number, ThreadLocalRandom.current());
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(settings.retries().longest()) > 0) {
            return Optional.empty();
        }
        return Optional.of(asked.compareTo(own) > 0 ? asked : own);
    }

    private <T> Uni<T> once(Call call, Reader<T> reader) {
        return Uni.createFrom().emitter(emitter -> start(call, reader, emitter));
    }

    private <T> void start(Call call, Reader<T> reader, UniEmitter<? super T> emitter) {
        settings.hosts().check(call.uri().toString());
        if (call.token() != null) {
            spent.requireFresh(call.token());
        }
        call.meter().sent(call.uri().getRawPath());
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<HttpResponse<PatientBody>> sent = http.sendAsync(
                call.request(settings.userAgent(), settings.requestTimeout()),
                head -> new PatientBody(settings.requestTimeout()));
        emitter.onTermination(() -> {
            over.set(true);
            sent.cancel(true);
        });
        sent.handleAsync((response, thrown) -> settle(call, reader, response, thrown, over), workers)
                .whenComplete((value, thrown) -> {
                    if (thrown == null) {
                        emitter.complete(value);
                    } else {
                        emitter.fail(unwrapped(thrown));
                    }
                });
    }

    private <T> T settle(Call call, Reader<T> reader, HttpResponse<PatientBody> response, Throwable thrown,
            AtomicBoolean over) {
        if (thrown != null) {
            throw networkFailure(unwrapped(thrown));
        }
        Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
        boolean read = false;
        try {
            call.meter().answered(response.headers());
            if (!answer.succeeded() && answer.status() != 304) {
                throw refusal(call, answer);
            }
            T value = reader.read(answer);
            read = !over.get();
            return value;
        } catch (IOException e) {
            throw ErrorTable.explain(Symptom.of(e), null);
        } finally {
            if (!read) {
                answer.raw().close();
            }
        }
    }

    private static RuntimeException networkFailure(Throwable thrown) {
        return thrown instanceof IOException
                ? ErrorTable.explain(Symptom.of(thrown), null)
                : new IllegalStateException("The HTTP client failed", thrown);
    }

    /** Whether the org has refused the token, so that it is never sent again. */
    boolean isSpent(AccessToken token) {
        return spent.contains(token);
    }

    private SalesforceException refusal(Call call, Answer answer) throws IOException {
        SalesforceException refusal = ErrorTable.explain(ErrorBody.read(answer, json), answer.retryAfter());
        if (refusal.endsToken() && call.token() != null) {
            spent.add(call.token(), refusal);
        }
        return refusal;
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
