/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.MonitorState;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.ReferenceSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The monitoring of one agent with the default windows of 20 minutes, one and six hours, against a reference of
 * {@value #REFERENCE_PANES} panes of one minute with {@value #EVENTS_PER_PANE} events each.
 *
 * <p>The reference is a pinned one, so that {@link #observe} is evaluation alone; {@link #restore} is dominated by
 * calibrating all features, which a trailing reference does again each time it moves. The panes of the windows are those
 * of the reference over again: nothing drifts.
 *
 * <pre>java -jar streams/benchmarks/target/benchmarks.jar Evaluation -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluationBenchmark {

    static final int REFERENCE_PANES = 576;
    static final int EVENTS_PER_PANE = 20;

    private static final MonitorSettings SETTINGS = pinned(MonitorSettings.DEFAULTS);
    private static final long PANE = SETTINGS.pane().toMillis();

    @Param({"TEXT", "TABLE"})
    EventShape shape;

    private final KernelFeatureMap map = SyntheticEvents.map();
    private final Shelves shelves = new Shelves();
    private List<PaneSummary> panes;
    private AgentMonitor monitor;
    private MonitorState kept;
    private int next;

    /** Plays the reference and as many panes again, which fills every window. */
    @Setup
    public void calibrate() {
        panes = new SyntheticEvents(shape).panes(REFERENCE_PANES, EVENTS_PER_PANE);
        monitor = new AgentMonitor(SETTINGS, map);
        for (int i = 0; i < 2 * REFERENCE_PANES; i++) {
            monitor.observe(nextPane(), shelves);
        }
        kept = monitor.state();
    }

    /** One closed pane. */
    @Benchmark
    public Evaluation observe() {
        return monitor.observe(nextPane(), PaneJournal.none());
    }

    /** One monitor from what was kept of it, as after a restart. */
    @Benchmark
    public AgentMonitor restore() {
        return new AgentMonitor(SETTINGS, map, kept, shelves.history(), shelves.pinned());
    }

    /** The pane that comes next: those of the reference over and over. */
    PaneEntry nextPane() {
        long start = next * PANE;
        return new PaneEntry(start, start + PANE, panes.get(next++ % REFERENCE_PANES));
    }

    private static MonitorSettings pinned(MonitorSettings settings) {
        return new MonitorSettings(
                settings.pane(),
                settings.grace(),
                settings.windows(),
                List.of(new ReferenceSpec.PinnedFirst(settings.pane().multipliedBy(REFERENCE_PANES))),
                settings.expectedRunLength(),
                settings.features());
    }
}
