/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.embedded.EmbeddedKafka;
import io.leeway.app.service.TopicAdmin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.TopicConfig;

/** Kafka in this process, and the configuration that goes with it. */
final class EmbeddedRun implements AutoCloseable {

    private static final short ONE_BROKER = 1;

    private final EmbeddedKafka kafka;
    private final Path data;

    private EmbeddedRun(EmbeddedKafka kafka, Path data) {
        this.kafka = kafka;
        this.data = data;
    }

    /** The folder used unless another is named. */
    static Path defaultData() {
        return Path.of(System.getProperty("user.home"), ".leeway", "embedded");
    }

    static EmbeddedRun start(Path data) {
        return new EmbeddedRun(EmbeddedKafka.start(data.resolve("kafka")), data);
    }

    /** The address of the broker that runs, or last ran, on this folder; null if none did. */
    static String lastAddress(Path data) {
        return EmbeddedKafka.lastAddress(data.resolve("kafka")).orElse(null);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** What the configuration must say to use this broker. */
    Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        overrides.put("replication-factor", Short.toString(ONE_BROKER));
        overrides.put("state-dir", data.resolve("state").toString());
        return overrides;
    }

    /** Creates the input topics, and those of corpora, that do not exist. */
    void createInputs(LeewayConfig config, int partitions) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            TopicAdmin topics = new TopicAdmin(admin);
            config.inputs().forEach(input -> topics.create(input.topic(), partitions, ONE_BROKER, Map.of()));
            config.corpora()
                    .topics()
                    .forEach(corpus -> topics.create(
                            corpus.topic(),
                            partitions,
                            ONE_BROKER,
                            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
