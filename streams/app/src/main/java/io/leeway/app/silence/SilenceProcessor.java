/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.silence;

import io.leeway.app.alert.NoDataOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.control.PendingCommands;
import io.leeway.app.live.ByVersion;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.InputFrontier;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stage silence: notices streams that send nothing any more, beside the stage that compares their panes and before it, so
 * that the state it tells is not newer than the one that the next pane leads to.
 *
 * <p>A stream is silent up to the moment to which every input partition has been read, and only if no partial pane of it
 * waits to be merged. So neither a backlog nor the time in which the service did not run counts before it has caught up.
 */
public final class SilenceProcessor extends ContextualProcessor<StreamKey, ClosedPane, StreamKey, Outcome>
        implements Silences.Store {

    private static final Duration TICK = Duration.ofSeconds(5);

    private final InForce inForce;
    private final ByVersion<NoDataOutcomes> outcomes;
    private final Set<SourcePartition> sources;
    private final InputFrontier frontier;
    private final Clock clock;
    private final LeewayMetrics metrics;
    private Silences silences;
    private Mutes mutes;
    private KeyValueStore<StreamKey, byte[]> kept;
    private KeyValueStore<PaneKey, byte[]> partials;
    private int counted;

    /**
     * Watches the streams of a task.
     *
     * @param inForce says of which agents' silence there are to be alerts
     * @param outcomes makes the records
     * @param sources all partitions of all input topics
     * @param frontier how far they have been read
     * @param clock wall clock
     * @param metrics what is counted
     */
    public SilenceProcessor(
            InForce inForce,
            Function<LiveSettings, NoDataOutcomes> outcomes,
            Set<SourcePartition> sources,
            InputFrontier frontier,
            Clock clock,
            LeewayMetrics metrics) {
        this.inForce = inForce;
        this.outcomes = new ByVersion<>(outcomes);
        this.sources = Set.copyOf(sources);
        this.frontier = frontier;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, Outcome> context) {
        super.init(context);
        // A task that is revived initialises the same processor again, over stores that were rolled back.
        kept = context.getStateStore(Stores.SILENCES.name());
        partials = context.getStateStore(Stores.PARTIAL_PANES.name());
        mutes = new Mutes(
                new PendingCommands(context.getStateStore(Stores.COMMANDS.name())),
                context.getStateStore(Stores.MONITORS.name()));
        silences = new Silences(
                time -> outcomes.of(inForce.at(time)),
                this,
                OpenAlerts.stored(context.getStateStore(Stores.OPEN_ALERTS.name())));
        try (KeyValueIterator<StreamKey, byte[]> all = kept.all()) {
            while (all.hasNext()) {
                KeyValue<StreamKey, byte[]> entry = all.next();
                silences.restore(entry.key, entry.value);
            }
        }
        count();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<StreamKey, ClosedPane> pane) {
        StreamKey stream = pane.key();
        long start = pane.value().entry().start();
        long end = pane.value().entry().end();
        forward(stream, silences.pane(stream, start, end, clock.millis(), () -> mutes.until(stream)), pane.timestamp());
        count();
    }

    private void tick(long timestamp) {
        int reader = context().taskId().partition();
        long reached = sources.stream()
                .mapToLong(source -> frontier.processedUpTo(source, reader))
                .reduce(clock.millis(), Math::min);
        for (StreamKey stream : silences.overdue(reached)) {
            if (!waits(stream)) {
                forward(stream, silences.tick(stream, reached, () -> mutes.until(stream)), timestamp);
            }
        }
        count();
    }

    /** Whether something of the stream has come that has not reached its panes yet. */
    private boolean waits(StreamKey stream) {
        try (KeyValueIterator<PaneKey, byte[]> waiting =
                partials.prefixScan(PaneKey.prefix(stream), new ByteArraySerializer())) {
            return waiting.hasNext();
        }
    }

    private void forward(StreamKey stream, List<Outcome> told, long timestamp) {
        for (Outcome outcome : told) {
            if (outcome instanceof Outcome.Alert) {
                metrics.count(Metric.ALERTS);
            }
            context().forward(new Record<>(stream, outcome, timestamp));
        }
    }

    private void count() {
        metrics.countSilent(silences.silent() - counted);
        counted = silences.silent();
    }

    @Override
    public void put(StreamKey stream, byte[] silence) {
        kept.put(stream, silence);
    }

    @Override
    public void remove(StreamKey stream) {
        kept.delete(stream);
    }

    @Override
    public void close() {
        metrics.countSilent(-counted);
        counted = 0;
    }
}
