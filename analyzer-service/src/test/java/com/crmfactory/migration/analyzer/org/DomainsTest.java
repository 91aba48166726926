package com.crmfactory.migration.analyzer.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

class DomainsTest {

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "http://example.com", "HTTPS://www.Example.com/about?x=1",
            " www.example.com:8080 ", "example.com#top"})
    void everySpellingIsTheSameDomain(String website) {
        assertThat(Domains.of(website)).isEqualTo("example.com");
    }

    @Test
    void countsDomainsOfSeveralRecordsHoweverTheyAreWritten() {
        assertThat(
                Domains.shared(List.of(row("www.a.com", 1), row("http://a.com/", 1), row("b.com", 1), row("c.com", 3),
                        row(" ", 9))))
                .isEqualTo(2);
    }

    private static JsonNode row(String website, long records) {
        return JsonNodeFactory.instance.objectNode().put("Website", website).put("n", records);
    }
}
