package com.crmfactory.migration.localstack.kafka;

import java.nio.file.Path;

/** The broker's {@code server.properties}. */
final class BrokerConfiguration {

    private BrokerConfiguration() {
    }

    static String of(int port, int controllerPort, Path data) {
        return """
               process.roles=broker,controller
               node.id=1
               controller.quorum.voters=1@127.0.0.1:%2$d
               listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
               advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
               controller.listener.names=CONTROLLER
               listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
               log.dirs=%3$s
               # Topics are made up front with their partitions; a misspelt name must not make one.
               auto.create.topics.enable=false
               default.replication.factor=1
               min.insync.replicas=1
               offsets.topic.replication.factor=1
               offsets.topic.num.partitions=5
               transaction.state.log.replication.factor=1
               transaction.state.log.min.isr=1
               transaction.state.log.num.partitions=5
               share.coordinator.state.topic.replication.factor=1
               share.coordinator.state.topic.min.isr=1
               # A group of one machine need not wait three seconds for more members.
               group.initial.rebalance.delay.ms=0
               num.network.threads=2
               num.io.threads=4
               log.index.size.max.bytes=1048576
               """.formatted(port, controllerPort, data.toString().replace("\\", "\\\\"));
    }
}
