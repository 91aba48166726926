package com.crmfactory.migration.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.crmfactory.migration.simulator.org.Org;
import com.fasterxml.jackson.databind.JsonNode;

class CursorsTest {

    private static final Org ORG = GeneratedOrg.of(1, 7);
    private final ApiFixture org = new ApiFixture(ORG);

    private static final String CONTACTS = "SELECT Id FROM Contact";

    @Test
    void pagesOf2000FollowTheLocatorToTheEnd() {
        List<String> ids = new ArrayList<>();
        JsonNode page = org.query(CONTACTS);
        assertThat(page.path("nextRecordsUrl").asText()).matches("/services/data/v67\\.0/query/0r8\\w{15}-2000");
        int pages = 1;
        while (true) {
            page.path("records").forEach(record -> ids.add(record.path("Id").asText()));
            if (page.path("done").asBoolean()) {
                break;
            }
            page = ApiFixture.json(org.get(page.path("nextRecordsUrl").asText()));
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(page.has("nextRecordsUrl")).isFalse();
        assertThat(ids).doesNotHaveDuplicates().hasSize(page.path("totalSize").asInt());
    }

    @Test
    void aPageCanBeReadAgainAndFromAnyOffset() {
        String next = org.query(CONTACTS).path("nextRecordsUrl").asText();
        assertThat(ApiFixture.text(org.get(next))).isEqualTo(ApiFixture.text(org.get(next)));
        JsonNode middle = ApiFixture.json(org.get(next.replace("-2000", "-1999")));
        assertThat(middle.at("/records/1/Id")).isEqualTo(ApiFixture.json(org.get(next)).at("/records/0/Id"));
    }

    @Test
    void theClientMayAskForSmallerPages() {
        ApiResponse response = org.api.handle(new ApiRequest("GET", "/services/data/v67.0/query", Map.of("q", CONTACTS),
                Map.of("authorization", "Bearer " + ApiFixture.TOKEN, "sforce-query-options", "batchSize=250"),
                new byte[0], ""));
        assertThat(ApiFixture.json(response).path("records")).hasSize(250);
    }

    @Test
    void theOldestOfElevenCursorsDiesAndMoreThanEightAreImpolite() {
        String first = org.query(CONTACTS).path("nextRecordsUrl").asText();
        for (int i = 2; i <= 8; i++) {
            org.query(CONTACTS);
        }
        assertThat(org.stats.json().path("misuse")).isEmpty();
        for (int i = 9; i <= 11; i++) {
            org.query(CONTACTS);
        }
        assertThat(org.stats.json().at("/misuse/0/kind").asText()).isEqualTo("too_many_cursors");
        ApiResponse dead = org.get(first);
        assertThat(dead.status()).isEqualTo(400);
        assertThat(ApiFixture.json(dead).at("/0/errorCode").asText()).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void wideRowsMakeShorterPages() {
        JsonNode page = org.query("SELECT Id, Description, Long_Notes__c, Profile_Html__c FROM Contact");
        assertThat(page.path("records").size()).isPositive().isLessThanOrEqualTo(2000);
    }
}
