package com.crmfactory.migration.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final List<String> NAMES = List.of("migration.analysis.commands", "migration.analysis.events",
            "migration.import.commands", "migration.import.events", "migration.import.pages", "migration.progress");

    @Test
    void namesAreThoseOfTheContract() {
        assertThat(Topics.all()).extracting(Topics::name).filteredOn(name -> !name.endsWith(".dlq"))
                .containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void everyTopicHasOneForItsDeadLetters() {
        assertThat(Topics.all()).extracting(Topics::name).doesNotHaveDuplicates()
                .containsAll(NAMES.stream().map(Topics::deadLetters).toList()).hasSize(2 * NAMES.size());
        assertThat(Topics.deadLetters("migration.progress")).isEqualTo("migration.progress.dlq");
    }

    @Test
    void pagesHavePartitionsForEveryImporter() {
        assertThat(topic(Topics.IMPORT_PAGES).partitions()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void progressIsKeptForAWeek() {
        assertThat(topic(Topics.PROGRESS).retention()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void deadLettersOutliveWhatTheyAreAbout() {
        assertThat(NAMES).allSatisfy(name -> assertThat(topic(Topics.deadLetters(name)).retention())
                .isGreaterThan(topic(name).retention()));
    }

    private static Topics topic(String name) {
        return Topics.all().stream().collect(Collectors.toMap(Topics::name, Function.identity())).get(name);
    }
}
