/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Kafka a client command talks to. */
final class BrokerOption {

    @Mixin
    private ConfigOption config;

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description =
                    "Kafka to talk to; default: kafka.bootstrap.servers of the configuration, else the embedded one")
    private String bootstrapServers;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the embedded Kafka to talk to (default: ~/.leeway/embedded)")
    private Path data;

    /** The configuration, where Kafka is not needed. */
    LeewayConfig offline() throws IOException {
        return config.load(Map.of());
    }

    /** The configuration, with the broker's address in its Kafka properties. */
    LeewayConfig load() throws IOException {
        Map<String, String> overrides = new HashMap<>();
        if (bootstrapServers != null) {
            overrides.put("kafka.bootstrap.servers", bootstrapServers);
            return config.load(overrides);
        }
        LeewayConfig loaded = config.load(overrides);
        if (data == null && loaded.kafka().containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            return loaded;
        }
        Path folder = data == null ? EmbeddedRun.defaultData() : data;
        String address = EmbeddedRun.lastAddress(folder);
        if (address == null) {
            throw new ServiceException("no Kafka is named: give --bootstrap-servers, a configuration with"
                    + " kafka.bootstrap.servers, or the --data folder of a running `leeway run --embedded`");
        }
        overrides.put("kafka.bootstrap.servers", address);
        return config.load(overrides);
    }
}
