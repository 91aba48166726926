package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** How what was parked is linked, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class LinkStepIT {
    /** PostgreSQL plans a statement anew five times before it may keep a plan. */
    private static final int OFTEN = 8;

    @Inject
    Pool pool;
    @Inject
    Vertx vertx;
    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;
    @ConfigProperty(name = "quarkus.datasource.username")
    String user;
    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    /** One that was made while the tables were empty reads all of a table for each reference once they are full. */
    @Test
    void keepsNoPlanFromARunToTheNext() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(Loading.account(id("001", 2), "of others", null, null));
        ObjectLoad contacts = loading.contacts()
                .batch(new String[]{id("003", 1), "orphan", null, id("001", 1)});
        Pool one = oneConnection();
        try {
            for (int i = 0; i < OFTEN; i++) {
                await(new LinkStep(one).run(contacts.plan, loading.organization));
            }
            Row plans = await(one.query("SELECT sum(generic_plans)::bigint AS kept, sum(custom_plans)::bigint AS made"
                    + " FROM pg_prepared_statements WHERE statement LIKE '%DELETE FROM import.unlinked u%'").execute())
                    .iterator().next();
            assertThat(plans.getLong("made")).isGreaterThanOrEqualTo(OFTEN);
            assertThat(plans.getLong("kept")).isZero();
        } finally {
            await(one.close());
        }
    }

    private Pool oneConnection() {
        PgConnectOptions options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        return Pool.newInstance(PgBuilder.pool().with(new PoolOptions().setMaxSize(1))
                .connectingTo(options.setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(64 * 1_024))
                .using(vertx.getDelegate()).build());
    }
}
