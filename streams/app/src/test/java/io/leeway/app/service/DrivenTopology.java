/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology of a configuration without a broker, with one input partition whose end is never known. */
public final class DrivenTopology implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final TopologyTestDriver driver;

    /**
     * A topology that has seen nothing.
     *
     * @param now what the driver takes for the time
     */
    public DrivenTopology(LeewayConfig config, Ports ports, Instant now) {
        this(config, InForce.always(config.live()), ports, now);
    }

    /** The same with settings that change. */
    public DrivenTopology(LeewayConfig config, InForce inForce, Ports ports, Instant now) {
        Map<String, Object> properties = new HashMap<>(StreamsProperties.of(config, ports.metrics()));
        properties.put("bootstrap.servers", "unused:1");
        Properties forDriver = new Properties();
        forDriver.putAll(properties);
        this.driver = new TopologyTestDriver(DriftTopology.of(config, inForce, ports, properties), forDriver, now);
    }

    /** The world around it. */
    public static Ports ports(Embedder embedder, Clock clock, LeewayMetrics metrics) {
        return new Ports(
                embedder,
                clock,
                Set.of(new SourcePartition("agent-inputs", 0)),
                (source, reader) -> Long.MAX_VALUE,
                metrics);
    }

    /** What it reads. */
    public TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What it writes, by a key that is text. */
    public <V> TestOutputTopic<String, V> output(Topics.Topic<?, V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), topic.value().deserializer());
    }

    /** Values that are text, such as dead letters in JSON. */
    public List<String> texts(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
                .readValuesToList();
    }

    /** Lets time pass, second by second, so that whatever waits for it runs. */
    void pass(Duration time, SettableClock clock) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
            clock.advance(TICK);
            driver.advanceWallClockTime(TICK);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
