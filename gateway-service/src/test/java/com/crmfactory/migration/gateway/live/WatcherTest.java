package com.crmfactory.migration.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.view.MigrationView;
import com.crmfactory.migration.gateway.view.MigrationView.AnalysisView;
import com.crmfactory.migration.gateway.view.ObjectView;
import com.crmfactory.migration.gateway.view.ProgressView;
import com.crmfactory.migration.messaging.WireFormat;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.ObjectStatus;
import com.fasterxml.jackson.databind.JsonNode;

class WatcherTest {
    private final Watcher watcher = new Watcher();

    @Test
    void isToldEverythingFirstAndThenOnlyWhatDiffers() {
        assertThat(watcher.news(state(5, MigrationStatus.RUNNING, object("Account", 1), object("Contact", 0))))
                .extracting(Watcher.News::name).containsExactly("migration");
        assertThat(watcher.news(state(6, MigrationStatus.RUNNING, object("Account", 1), object("Contact", 7))))
                .satisfiesExactly(news -> {
                    assertThat(news.name()).isEqualTo("object");
                    assertThat(news.sequence()).isEqualTo(6);
                    JsonNode body = WireFormat.mapper().valueToTree(news.body());
                    assertThat(body.path("object").asText()).isEqualTo("Contact");
                    assertThat(body.path("imported").asLong()).isEqualTo(7);
                    assertThat(body.path("progress").path("percent").asDouble()).isEqualTo(50);
                });
    }

    @Test
    void aChangeOfTheStatusComesAfterTheObjectsAndWithoutThem() {
        watcher.news(state(5, MigrationStatus.RUNNING, object("Account", 1)));
        List<Watcher.News> news = watcher.news(state(9, MigrationStatus.VALIDATING, object("Account", 2)));
        assertThat(news).extracting(Watcher.News::name).containsExactly("object", "migration");
        assertThat(WireFormat.mapper().<JsonNode>valueToTree(news.get(1).body()).has("objects")).isFalse();
    }

    @Test
    void aStateThatIsNotNewerIsNoNews() {
        watcher.news(state(5, MigrationStatus.RUNNING, object("Account", 2)));
        assertThat(watcher.news(state(5, MigrationStatus.RUNNING, object("Account", 2)))).isEmpty();
        assertThat(watcher.news(state(4, MigrationStatus.READY, object("Account", 1)))).isEmpty();
    }

    private static ObjectView object(String name, long imported) {
        return new ObjectView(name, name, 1, ObjectStatus.IMPORTING, 10, imported, imported, 0, 0, 0, 0, 0, null);
    }

    private static MigrationView state(long sequence, MigrationStatus status, ObjectView... objects) {
        return new MigrationView("mig", "name", status, null, null, "full", "https://acme.my.salesforce.com", "00D",
                "Acme", false, Instant.EPOCH, Instant.EPOCH, null, null, new AnalysisView(1, 1), 80,
                new ProgressView(20, 10, 10, 0, 0, 0, 0, 0, 50, 0, null, 0), List.of(objects), null, sequence);
    }
}
