package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.model.message.ImportPage;
import com.fasterxml.jackson.core.JsonProcessingException;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;

class OutageTest {

    @ParameterizedTest
    @MethodSource
    void waitsForTheNetwork(Throwable failure) {
        assertThat(Outage.isBehind(failure)).isTrue();
        assertThat(Outage.isBehind(new IllegalStateException("the row was not stored", failure))).isTrue();
    }

    static Stream<Throwable> waitsForTheNetwork() {
        return Stream.of(new ConnectException("Connection refused"), new UnknownHostException("db"),
                new EOFException(), new IOException("Connection reset by peer"), new TimeoutException(),
                new io.smallrye.mutiny.TimeoutException(), new VertxException("Connection was closed"));
    }

    /** Connection failure, too many connections, disk full, shutdown, starting up, serialization, deadlock. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "53100", "57P01", "57P03", "40001", "40P01"})
    void waitsForTheDatabase(String sqlState) {
        assertThat(Outage.isBehind(sql(sqlState))).isTrue();
        assertThat(Outage.isBehind(new RuntimeException(sql(sqlState)))).isTrue();
    }

    /** Unique violation, foreign key, not null, bad text, undefined table, syntax error. */
    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "23502", "22P02", "42P01", "42601"})
    void doesNotWaitForWhatTheDatabaseWillAlwaysRefuse(String sqlState) {
        assertThat(Outage.isBehind(sql(sqlState))).isFalse();
    }

    @Test
    void doesNotWaitForABugToGoAway() {
        assertThat(Outage.isBehind(new NullPointerException())).isFalse();
        assertThat(Outage.isBehind(new IllegalStateException("impossible", new IllegalArgumentException()))).isFalse();
        assertThat(Outage.isBehind(new PgException("no state", "ERROR", null, null))).isFalse();
    }

    @Test
    void doesNotWaitForJsonThatIsNone() {
        assertThat(Outage.isBehind(unreadable())).isFalse();
        assertThat(Outage.isBehind(new IllegalStateException("the stored state cannot be read", unreadable())))
                .isFalse();
    }

    @Test
    void doesNotFollowCausesInCircles() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));

        assertThat(Outage.isBehind(first)).isFalse();
    }

    private static PgException sql(String state) {
        return new PgException("refused", "ERROR", state, null);
    }

    private static JsonProcessingException unreadable() {
        try {
            WireFormat.mapper().readValue("{\"page_no\": \"seven\"}", ImportPage.class);
        } catch (JsonProcessingException e) {
            return e;
        }
        throw new AssertionError("a page whose number is no number was read");
    }
}
