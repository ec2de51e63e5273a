/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The properties of a broker that is alone, small and quick to restart. */
final class BrokerProperties {
    static final String HOST = "127.0.0.1";
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";

    private BrokerProperties() {}

    static Map<String, String> of(Path logDirectory, Ports ports) {
        String brokerAddress = HOST + ":" + ports.broker();
        String controllerAddress = HOST + ":" + ports.controller();
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress);
        properties.put(
                "listeners",
                BROKER_LISTENER + "://" + brokerAddress + "," + CONTROLLER_LISTENER + "://" + controllerAddress);
        properties.put("advertised.listeners", BROKER_LISTENER + "://" + brokerAddress);
        properties.put(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("inter.broker.listener.name", BROKER_LISTENER);
        properties.put("log.dirs", logDirectory.toString());
        // topics come from whoever knows their partitions and retention, never from a typing error
        properties.put("auto.create.topics.enable", "false");
        alone(properties);
        small(properties);
        quick(properties);
        return Map.copyOf(properties);
    }

    private static void alone(Map<String, String> properties) {
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void small(Map<String, String> properties) {
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "2");
        // the default of 128 MB is taken from the heap at once
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    }

    private static void quick(Map<String, String> properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.streams.initial.rebalance.delay.ms", "0");
        // after kill -9 the controller waits for the session of the dead broker to end before it lets the new one in
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");
    }
}
