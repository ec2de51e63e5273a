/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.service.LeewayMetrics.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Metrics whose counts can be asked for. */
public final class Counters {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LeewayMetrics metrics = new LeewayMetrics(registry);

    /** The metrics to count with. */
    public LeewayMetrics metrics() {
        return metrics;
    }

    /** How much was counted. */
    public long of(Metric metric) {
        return (long) registry.find(metric.meter()).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** How much was left out because of a cap. */
    public long capped(LeewayMetrics.Capped cap) {
        return (long) registry.find("leeway.capped").tag("cap", cap.tag()).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** How many events were found in the records of a topic. */
    public long read(String topic) {
        return (long) registry.find("leeway.events.read").tag("topic", topic).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** How many streams are silent. */
    public int silent() {
        return (int) registry.get(LeewayMetrics.SILENT).gauge().value();
    }
}
