package com.crmfactory.migration.importer.run;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

import com.crmfactory.migration.model.Topics;

/**
 * Deals the pages of an object out to the partitions, one after the other. By the hash of their keys, a few pages in a row
 * would now and then all go to one importer while the others have none. Since an importer may hold neighbouring
 * partitions, the next page goes to one far away; since several objects may be on their way, each begins somewhere else.
 * Any other message goes where its key's hash says, as by Kafka's own partitioner.
 */
public final class PagePartitioner implements Partitioner {
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    /** For Kafka, which makes it by its name. */
    public PagePartitioner() {
        // There is nothing to set.
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        int partitions = cluster.partitionsForTopic(topic).size();
        return topic.equals(Topics.IMPORT_PAGES) ? ofPage((String) key, partitions) : hashed(keyBytes, partitions);
    }

    /** @param key {@code migration/object/page} */
    static int ofPage(String key, int partitions) {
        int end = key.lastIndexOf('/');
        long page = Long.parseLong(key.substring(end + 1));
        int first = hashed(key.substring(0, end).getBytes(StandardCharsets.UTF_8), partitions);
        return (int) ((first + page * stride(partitions)) % partitions);
    }

    /** Reaches every partition before it comes to one again. */
    private static int stride(int partitions) {
        int wanted = Math.max(1, (int) Math.round(partitions * GOLDEN_RATIO));
        return IntStream.rangeClosed(wanted, wanted + partitions).filter(stride -> isCoprime(stride, partitions))
                .findFirst().orElse(1);
    }

    private static boolean isCoprime(int a, int b) {
        return b == 0 ? a == 1 : isCoprime(b, a % b);
    }

    private static int hashed(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
