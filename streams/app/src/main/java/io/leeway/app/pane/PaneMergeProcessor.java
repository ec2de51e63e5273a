/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MonitorSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stage pane merge: the partial panes of all input partitions to closed panes, in the order of event time. */
public final class PaneMergeProcessor extends ContextualProcessor<StreamKey, PartialPane, StreamKey, ClosedPane>
        implements PaneMerge.Store {

    private static final Duration TICK = Duration.ofMillis(500);

    private final Supplier<PaneMerge> merges;
    private final InputFrontier frontier;
    private final Clock clock;
    private final LeewayMetrics metrics;
    private PaneMerge merge;
    private KeyValueStore<PaneKey, byte[]> partials;
    private KeyValueStore<StreamKey, byte[]> progress;

    /** Merges panes from the given partitions. */
    public PaneMergeProcessor(
            MonitorSettings settings,
            Duration idleTimeout,
            Set<SourcePartition> sources,
            InputFrontier frontier,
            Clock clock,
            LeewayMetrics metrics) {
        this.merges = () -> new PaneMerge(
                sources, settings.pane().toMillis(), settings.grace().toMillis(), idleTimeout.toMillis(), this);
        this.frontier = frontier;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, ClosedPane> context) {
        super.init(context);
        // A task that is revived initialises the same processor again, over stores that were rolled back.
        merge = merges.get();
        partials = context.getStateStore(Stores.PARTIAL_PANES.name());
        progress = context.getStateStore(Stores.MERGE_PROGRESS.name());
        try (KeyValueIterator<PaneKey, byte[]> kept = partials.all()) {
            while (kept.hasNext()) {
                KeyValue<PaneKey, byte[]> entry = kept.next();
                merge.restore(entry.key.stream(), PaneFormats.readPartialPane(entry.value), clock.millis());
            }
        }
        context.schedule(
                TICK, PunctuationType.WALL_CLOCK_TIME, now -> merge.waiting().forEach(stream -> close(stream, now)));
    }

    @Override
    public void process(Record<StreamKey, PartialPane> partial) {
        long late = merge.add(partial.key(), partial.value(), clock.millis());
        if (late > 0 && !partial.key().isMix()) {
            metrics.count(Metric.LATE_EVENTS, (double) late);
        }
        close(partial.key(), partial.timestamp());
    }

    private void close(StreamKey stream, long timestamp) {
        merge.close(stream, clock.millis(), context().taskId().partition(), frontier)
                .forEach(pane -> {
                    if (!stream.isMix()) {
                        countCapped(pane.entry().summary());
                    }
                    context().forward(new Record<>(stream, pane, timestamp));
                });
    }

    private void countCapped(PaneSummary pane) {
        countCapped(Capped.NAMES, pane.unfollowedNumbers() + pane.unfollowedCategories());
        countCapped(
                Capped.VALUES,
                pane.categories().values().stream()
                        .mapToLong(CategorySummary::other)
                        .sum());
    }

    private void countCapped(Capped cap, long leftOut) {
        if (leftOut > 0) {
            metrics.countCapped(cap, (double) leftOut);
        }
    }

    @Override
    public void putPartial(StreamKey stream, PartialPane partial) {
        partials.put(key(stream, partial.paneStart(), partial.source()), PaneFormats.write(partial));
    }

    @Override
    public void removePartial(StreamKey stream, long paneStart, SourcePartition source) {
        partials.delete(key(stream, paneStart, source));
    }

    @Override
    public void putProgress(StreamKey stream, MergeProgress merged) {
        progress.put(stream, PaneFormats.write(merged));
    }

    @Override
    public MergeProgress progress(StreamKey stream) {
        byte[] stored = progress.get(stream);
        return stored == null ? null : PaneFormats.readMergeProgress(stored);
    }

    private static PaneKey key(StreamKey stream, long start, SourcePartition source) {
        return new PaneKey(stream, start, source.toString());
    }
}
