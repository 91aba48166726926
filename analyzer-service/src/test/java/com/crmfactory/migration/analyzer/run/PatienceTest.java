package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.salesforce.ClientSettings;
import com.crmfactory.migration.salesforce.HostPolicy;
import com.crmfactory.migration.salesforce.RetryPolicy;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;

class PatienceTest {
    private final Patience patience = new Patience(List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    private final List<Boolean> attempts = new ArrayList<>();
    /** A real failure of the real client: nobody listens on port 1. */
    private final SalesforceClient client = new SalesforceClient(
            ClientSettings.defaults(HostPolicy.withLoopback()).withRetries(RetryPolicy.never()));

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatPassesIsTriedAsOftenAsThereArePausesAndTheLastAttemptIsTold() {
        assertThatThrownBy(() -> patience.persist(last -> {
            attempts.add(last);
            return client.versions(URI.create("http://127.0.0.1:1"));
        }).await().indefinitely()).isInstanceOf(SalesforceException.class);

        assertThat(attempts).containsExactly(false, false, true);
    }

    @Test
    void whatDoesNotPassIsTriedOnce() {
        assertThatThrownBy(() -> patience.persist(last -> {
            attempts.add(last);
            return client.versions(URI.create("https://example.org"));
        }).await().indefinitely()).isInstanceOf(SalesforceException.class);

        assertThat(attempts).containsExactly(false);
    }

    @Test
    void anAnswerEndsIt() {
        assertThat(patience.persist(last -> Uni.createFrom().item("answer")).await().indefinitely())
                .isEqualTo("answer");
    }
}
