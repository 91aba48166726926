package com.crmfactory.migration.importer.run;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

/**
 * Lets the wide upserts be prepared once per connection, since the client caches statements of up to 2,048 characters
 * only, and lets connections notice that the database is gone ({@link KeepAlive}).
 */
@Singleton
class StatementCache implements PgPoolCreator {
    private static final int LONGEST_STATEMENT = 64 * 1_024;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(
                options -> options.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT));
        return PgBuilder.pool().with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .withConnectHandler(connection -> {
                    KeepAlive.on(connection);
                    connection.close();
                }).using(input.vertx()).build();
    }
}
