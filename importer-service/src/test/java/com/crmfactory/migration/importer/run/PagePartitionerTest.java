package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.model.Topics;

class PagePartitionerTest {
    private static final String CONTACTS = "mig_01a2299182d87885b6479b8009/Contact/";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 12, 16, 24, 30, 48, 100})
    void asManyPagesInARowAsThereArePartitionsReachThemAll(int partitions) {
        assertThat(IntStream.range(1_000_000, 1_000_000 + partitions)
                .mapToObj(page -> PagePartitioner.ofPage(CONTACTS + page, partitions)).collect(Collectors.toSet()))
                .hasSize(partitions).allMatch(partition -> partition >= 0 && partition < partitions);
    }

    /** Kafka deals neighbouring partitions out to a consumer, or one after the other. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void everyImporterGetsItsShareOfAFewPagesInARow(int importers) {
        for (int from = 0; from < 12; from++) {
            List<Integer> few = IntStream.range(from, from + 2 * importers)
                    .mapToObj(page -> PagePartitioner.ofPage(CONTACTS + page, 12)).toList();
            for (int importer = 0; importer < importers; importer++) {
                int his = importer;
                assertThat(few).filteredOn(partition -> partition / (12 / importers) == his).as("neighbours %s", few)
                        .hasSizeBetween(1, 3);
                assertThat(few).filteredOn(partition -> partition % importers == his).as("in turn %s", few)
                        .hasSizeBetween(1, 3);
            }
        }
    }

    @Test
    void objectsBeginAtDifferentPartitions() {
        Set<Integer> first = IntStream.range(0, 100)
                .mapToObj(n -> PagePartitioner.ofPage("mig_" + n + "/Contact/0", 12))
                .collect(Collectors.toSet());
        assertThat(first).hasSize(12);
    }

    @Test
    void anyOtherMessageGoesWhereKafkaItselfWouldSendIt() {
        PagePartitioner partitioner = new PagePartitioner();
        for (String key : List.of("mig_1", "mig_2", "mig_01a2299182d87885b6479b8009")) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            assertThat(partitioner.partition(Topics.PROGRESS, key, bytes, null, null, cluster(Topics.PROGRESS, 7)))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, 7));
        }
        assertThat(partitioner.partition(Topics.IMPORT_PAGES, CONTACTS + 5,
                (CONTACTS + 5).getBytes(StandardCharsets.UTF_8), null, null, cluster(Topics.IMPORT_PAGES, 12)))
                .isEqualTo(PagePartitioner.ofPage(CONTACTS + 5, 12));
    }

    private static Cluster cluster(String topic, int partitions) {
        Node node = new Node(0, "localhost", 9092);
        return new Cluster("cluster", List.of(node), IntStream.range(0, partitions)
                .mapToObj(number -> new PartitionInfo(topic, number, node, new Node[]{node}, new Node[]{node}))
                .toList(),
                Set.of(), Set.of());
    }
}
