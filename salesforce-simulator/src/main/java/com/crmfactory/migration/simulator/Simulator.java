package com.crmfactory.migration.simulator;

import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.crmfactory.migration.simulator.api.ApiRequest;
import com.crmfactory.migration.simulator.api.OAuthClient;
import com.crmfactory.migration.simulator.api.SalesforceApi;
import com.crmfactory.migration.simulator.control.Control;
import com.crmfactory.migration.simulator.control.KeptResults;
import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.crmfactory.migration.simulator.http.HttpFront;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.OrgFolder;
import com.crmfactory.migration.simulator.stats.Stats;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;

/** A running Salesforce org on 127.0.0.1. */
public final class Simulator implements AutoCloseable {

    /** Each answer under way holds a worker while its reader is slow. */
    private static final int WORKERS = 64;
    private static final long LONGEST_ANSWER_SECONDS = 600;

    private final Vertx vertx;
    private final URI url;
    private final String accessToken;

    private Simulator(Vertx vertx, URI url, String accessToken) {
        this.vertx = vertx;
        this.url = url;
        this.accessToken = accessToken;
    }

    /**
     * Loads or generates the org and starts listening.
     *
     * @throws SimulatorException when the port is taken
     * @throws com.crmfactory.migration.simulator.org.OrgFolderException when the org folder cannot be used
     */
    public static Simulator start(SimulatorOptions options) {
        return start(options, Optional.empty());
    }

    /**
     * The same.
     *
     * @param kept pages of Bulk results are made once and kept in this folder
     */
    public static Simulator start(SimulatorOptions options, Optional<Path> kept) {
        Org org = options.org() == null
                ? GeneratedOrg.of(options.scale(), options.seed(), options.objects())
                : OrgFolder.load(options.org());
        String token = options.accessToken() != null
                ? options.accessToken()
                : org.organization().shortId() + "!simulator";
        Stats stats = new Stats();
        SalesforceApi api = new SalesforceApi(org, stats, token, OAuthClient.DEFAULT, options.pageSize(),
                Clock.systemUTC());
        Control control = new Control(api, stats, org);
        Function<ApiRequest, HttpFront.Reply> replies = kept.<Function<ApiRequest, HttpFront.Reply>>map(
                folder -> new KeptResults(control::reply, folder))
                .orElse(control::reply);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(WORKERS)
                .setMaxWorkerExecuteTime(LONGEST_ANSWER_SECONDS).setMaxWorkerExecuteTimeUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            HttpServer server = new HttpFront(vertx, options.latencyMillis(), replies)
                    .listen(options.port()).toCompletionStage().toCompletableFuture().join();
            return new Simulator(vertx, URI.create("http://127.0.0.1:" + server.actualPort()), token);
        } catch (CompletionException e) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            String problem = e.getCause() instanceof BindException
                    ? "Port " + options.port()
                            + " on 127.0.0.1 is taken: stop what uses it, or choose another with --port (0 takes a free one)"
                    : "The simulator cannot listen on port " + options.port() + ": " + e.getCause().getMessage();
            throw new SimulatorException(problem, e.getCause());
        }
    }

    /** The instance URL, {@code http://127.0.0.1:PORT}. */
    public URI url() {
        return url;
    }

    /** A token the org accepts from the start. */
    public String accessToken() {
        return accessToken;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
