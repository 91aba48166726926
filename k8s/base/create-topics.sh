#!/bin/sh
# Makes the topics of topics.txt (name, partitions, retention in milliseconds) that are missing. Docker Compose and
# Kubernetes run it in Kafka's own image.
set -eu

while read -r name partitions retention; do
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --create --if-not-exists \
    --topic "$name" --partitions "$partitions" --replication-factor "$TOPIC_REPLICATION_FACTOR" \
    --config cleanup.policy=delete --config "retention.ms=$retention"
done <"$(dirname "$0")/topics.txt"
