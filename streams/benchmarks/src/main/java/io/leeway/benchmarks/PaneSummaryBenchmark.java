/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The life of a pane's summary, for panes of {@value #EVENTS} events with a text, two numbers and two categories.
 *
 * <pre>java -jar streams/benchmarks/target/benchmarks.jar PaneSummary -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PaneSummaryBenchmark {

    static final int EVENTS = 60;

    private final KernelFeatureMap map = SyntheticEvents.map();
    private final List<Observation> events;
    private final PaneSummary left;
    private final PaneSummary right;
    private final byte[] stored;

    /** Makes the events of one pane, and two other panes. */
    public PaneSummaryBenchmark() {
        SyntheticEvents source = new SyntheticEvents(EventShape.CHAT);
        events = source.events(EVENTS);
        left = source.pane(EVENTS, map);
        right = source.pane(EVENTS, map);
        stored = left.toBytes();
    }

    /** Per event: a new pane takes all its events, so its share in making the pane is included. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public PaneSummary add() {
        PaneSummary pane = new PaneSummary();
        for (Observation event : events) {
            pane.add(event, map);
        }
        return pane;
    }

    /** Per pair of panes: a copy of one takes in the other, as when neighbours in a reference become one entry. */
    @Benchmark
    public PaneSummary merge() {
        PaneSummary both = left.copy();
        both.merge(right);
        return both;
    }

    /** Per pane: the stored form. */
    @Benchmark
    public byte[] toBytes() {
        return left.toBytes();
    }

    /** Per pane: reading the stored form, with all its checks. */
    @Benchmark
    public PaneSummary fromBytes() {
        return PaneSummary.fromBytes(stored);
    }
}
