/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.error.DeadLetters;
import io.leeway.app.error.DeserializationErrors;
import io.leeway.app.error.ProcessingErrors;
import io.leeway.app.error.ProductionErrors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsPropertiesTest {

    private static Map<String, Object> properties(String yaml) {
        LeewayConfig config = LeewayConfig.parse("test", yaml, Map.of(), Map.of());
        return StreamsProperties.of(config, new LeewayMetrics(new SimpleMeterRegistry()));
    }

    @Test
    void shouldRunExactlyOnceUnderExplicitNames() {
        Map<String, Object> properties = properties("application-id: drift-eu");

        assertThat(properties)
                .containsEntry("application.id", "drift-eu")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("ensure.explicit.internal.resource.naming", true)
                .containsEntry("auto.offset.reset", "earliest");
    }

    @Test
    void shouldHandleEveryKindOfError() {
        Map<String, Object> properties = properties("topics: {dead-letters: the-bad-ones}");

        assertThat(properties)
                .containsEntry("deserialization.exception.handler", DeserializationErrors.class)
                .containsEntry("processing.exception.handler", ProcessingErrors.class)
                .containsEntry("production.exception.handler", ProductionErrors.class)
                .containsEntry("errors.dead.letter.queue.topic.name", "the-bad-ones");
        assertThat(properties.get(DeadLetters.CONFIG)).isInstanceOf(DeadLetters.class);
    }

    @Test
    void shouldTakeSizesFromTheConfiguration() {
        Map<String, Object> properties = properties("{threads: 3, replication-factor: 2, state-dir: /var/lib/leeway}");

        assertThat(properties)
                .containsEntry("num.stream.threads", 3)
                .containsEntry("replication.factor", 2)
                .containsEntry("state.dir", "/var/lib/leeway");
    }

    @ParameterizedTest
    @CsvSource({
        "commit.interval.ms,250",
        "main.consumer.max.poll.records,16",
        "producer.compression.type,lz4",
        "auto.offset.reset,latest",
        "security.protocol,SASL_SSL"
    })
    void shouldLetTheOperatorTune(String key, String value) {
        assertThat(properties("kafka: {" + key + ": \"" + value + "\"}")).containsEntry(key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "processing.guarantee,at_least_once",
        "ensure.explicit.internal.resource.naming,false",
        "rocksdb.config.setter,other.Setter",
        "processing.exception.handler,other.Handler",
        "production.exception.handler,other.Handler",
        "deserialization.exception.handler,other.Handler"
    })
    void shouldNotLetTheOperatorBreakWhatItPromises(String key, String value) {
        LeewayConfig plain = LeewayConfig.parse("test", "", Map.of(), Map.of());
        LeewayConfig bent = new LeewayConfig(
                plain.applicationId(),
                Map.of(key, value, "application.id", "other"),
                plain.inputs(),
                plain.registry(),
                plain.model(),
                plain.agents(),
                plain.privacy(),
                plain.alerts(),
                plain.links(),
                plain.http(),
                plain.topics(),
                plain.history(),
                plain.stateDir(),
                plain.partitions(),
                plain.threads(),
                plain.idleTimeout(),
                plain.replicationFactor(),
                plain.deadLetterRawValues(),
                plain.bridge(),
                plain.corpora(),
                plain.caps(),
                plain.reload(),
                plain.configVersion());
        LeewayMetrics metrics = new LeewayMetrics(new SimpleMeterRegistry());

        assertThat(StreamsProperties.of(bent, metrics))
                .containsEntry("application.id", "leeway")
                .containsEntry(key, StreamsProperties.of(plain, metrics).get(key));
    }

    @Test
    void shouldPassReferencesToSecretsOnAsTheyAre() {
        assertThat(properties("kafka: {sasl.jaas.config: \"${file:/etc/leeway/kafka.properties:jaas}\"}"))
                .containsEntry("sasl.jaas.config", "${file:/etc/leeway/kafka.properties:jaas}");
    }

    @Test
    void shouldBeAcceptedByKafkaStreams() {
        StreamsConfig config = new StreamsConfig(properties("kafka: {bootstrap.servers: \"localhost:9092\"}"));

        assertThat(config.getMainConsumerConfigs("group", "client", 0)).containsEntry("max.poll.records", 256);
        assertThat(config.getProducerConfigs("client"))
                .containsEntry("transaction.timeout.ms", 60_000)
                .containsEntry("compression.type", "zstd");
    }
}
