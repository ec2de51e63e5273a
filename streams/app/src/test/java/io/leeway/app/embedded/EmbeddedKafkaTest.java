/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKafkaTest {
    private static final String TOPIC = "letters";

    @TempDir
    Path directory;

    @Test
    void shouldKeepDataAndAddressOverARestart() throws Exception {
        String address;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
            address = kafka.bootstrapServers();
            createTopic(address);
            send(address, "first");
            assertThat(readAll(address)).containsExactly("first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            send(address, "second");
            assertThat(readAll(address)).containsExactly("first", "second");
        }
    }

    @Test
    void shouldRefuseADirectoryInUse() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(directory))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("must belong to one embedded Kafka broker only");
            createTopic(kafka.bootstrapServers());
            assertThatThrownBy(() -> describe(kafka.bootstrapServers(), "never-created"))
                    .as("topics are not created by asking for them")
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeOtherPortsWhenSomebodyWasFaster(boolean brokerPort) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Ports free = Ports.free();
            Ports blocked = brokerPort
                    ? new Ports(taken.getLocalPort(), free.controller())
                    : new Ports(free.broker(), taken.getLocalPort());
            Ports second = Ports.free();
            Queue<Ports> choices = new ArrayDeque<>(List.of(blocked, second));
            try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, choices::remove)) {
                assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + second.broker());
                createTopic(kafka.bootstrapServers());
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedKafka.start(file))
                .isInstanceOf(EmbeddedKafkaException.class)
                .hasMessageContaining(file.toString());
    }

    private static void createTopic(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void describe(String address, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        }
    }

    private static void send(String address, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", address, "transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> readAll(String address) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", address, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
                records.forEach((ConsumerRecord<String, String> each) -> values.add(each.value()));
            }
            return values;
        }
    }
}
