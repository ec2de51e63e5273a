/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.alert.CohortOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Stage cohorts: the closed panes of all cohorts of an agent to what comes of comparing two of them. */
public final class CohortProcessor extends ContextualProcessor<StreamKey, ClosedPane, StreamKey, Outcome> {

    /** An eighth of the heap, at a day of panes of two cohorts each. */
    private static final long HEAP_PARTS = 8;

    private static final long BYTES_EACH = 16L << 20;
    private static final int FEWEST = 2;

    private final InForce inForce;
    private final KernelFeatureMap map;
    private final Function<String, CohortOutcomes> outcomes;
    private final LeewayMetrics metrics;
    private final int most;
    private CohortComparison comparison;

    /**
     * Compares by a configuration.
     *
     * @param inForce says what is compared
     * @param map the feature map of texts
     * @param outcomes makes the records, by the version of the configuration
     * @param metrics what is counted
     * @param tasks how many tasks share this process's memory, at most
     */
    public CohortProcessor(
            InForce inForce,
            KernelFeatureMap map,
            Function<String, CohortOutcomes> outcomes,
            LeewayMetrics metrics,
            int tasks) {
        this.inForce = inForce;
        this.map = map;
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.most = (int) Math.max(FEWEST, Runtime.getRuntime().maxMemory() / HEAP_PARTS / BYTES_EACH / tasks);
    }

    @Override
    public void init(ProcessorContext<StreamKey, Outcome> context) {
        super.init(context);
        // A task that is revived initialises the same processor again, over stores that were rolled back.
        comparison = new CohortComparison(
                inForce,
                map,
                outcomes,
                StoredCohorts.comparisons(context),
                OpenAlerts.stored(context.getStateStore(Stores.OPEN_ALERTS.name())),
                most);
    }

    @Override
    public void process(Record<StreamKey, ClosedPane> pane) {
        for (Outcome outcome : comparison.observe(pane.key(), pane.value().entry())) {
            if (outcome instanceof Outcome.Alert) {
                metrics.count(Metric.ALERTS);
            }
            context().forward(pane.withValue(outcome));
        }
    }
}
