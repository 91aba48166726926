package com.crmfactory.migration.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Kafka topics of the system.
 *
 * @param name
 *            topic name
 * @param partitions
 *            number of partitions; messages of one key keep their order
 * @param retention
 *            how long a message is kept ({@code cleanup.policy=delete})
 */
public record Topics(String name, int partitions, Duration retention) {

    public static final String ANALYSIS_COMMANDS = "migration.analysis.commands";
    public static final String ANALYSIS_EVENTS = "migration.analysis.events";
    public static final String IMPORT_COMMANDS = "migration.import.commands";
    public static final String IMPORT_EVENTS = "migration.import.events";
    public static final String IMPORT_PAGES = "migration.import.pages";
    public static final String PROGRESS = "migration.progress";

    private static final Duration A_WEEK = Duration.ofDays(7);
    /** Dead letters wait for a person, so they stay longer than what they are about. */
    private static final Duration A_MONTH = Duration.ofDays(30);

    /** Every topic that has to exist before a service starts, dead-letter topics included. */
    public static List<Topics> all() {
        List<Topics> topics = List.of(
                new Topics(ANALYSIS_COMMANDS, 3, A_WEEK),
                new Topics(ANALYSIS_EVENTS, 3, A_WEEK),
                new Topics(IMPORT_COMMANDS, 3, A_WEEK),
                new Topics(IMPORT_EVENTS, 3, A_WEEK),
                new Topics(IMPORT_PAGES, 12, A_WEEK),
                new Topics(PROGRESS, 3, A_WEEK));
        return Stream.concat(topics.stream(), topics.stream().map(t -> new Topics(deadLetters(t.name()), 1, A_MONTH)))
                .toList();
    }

    /** The topic that takes the records of {@code topic} that can never succeed. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
