/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the bridge counts, for each target. */
final class BridgeMetrics {

    /** The counters, with their names and what they mean. */
    enum Metric {
        SENT("leeway.bridge.sent", "transitions of alerts that the target has accepted"),
        RETRIED("leeway.bridge.retried", "requests that failed and are made again"),
        MISCONFIGURED(
                "leeway.bridge.misconfigured",
                "requests, among those made again, that the target answered as it would answer any: its configuration is wrong"),
        FAILED("leeway.bridge.failed", "records set aside, because the target refused them or they could not be read"),
        REMINDED("leeway.bridge.reminded", "requests that told the target again of open alerts");

        private final String meter;
        private final String description;

        Metric(String meter, String description) {
            this.meter = meter;
            this.description = description;
        }

        String meter() {
            return meter;
        }
    }

    private final MeterRegistry registry;
    private final String target;

    BridgeMetrics(MeterRegistry registry, String target) {
        this.registry = registry;
        this.target = target;
        // From the beginning, so that a rate over the first failure is one.
        for (Metric metric : Metric.values()) {
            counter(metric);
        }
    }

    void count(Metric metric) {
        counter(metric).increment();
    }

    private Counter counter(Metric metric) {
        return Counter.builder(metric.meter())
                .description(metric.description)
                .tag("target", target)
                .register(registry);
    }
}
