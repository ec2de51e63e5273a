/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.MirrorJournal;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A monitored agent whose mix of two topics goes round once a day; panes of ten minutes with thirty texts each. */
final class Rhythm {

    static final long PANE = Duration.ofMinutes(10).toMillis();
    static final int DAY = 144;

    private static final int EVENTS = 30;
    private static final List<WindowSpec> WINDOWS =
            List.of(WindowSpec.ofDuration(Duration.ofHours(1)), WindowSpec.ofDuration(Duration.ofHours(3)));

    final List<Decision> opened = new ArrayList<>();
    final MirrorJournal journal = new MirrorJournal();
    private final Random random;
    private final double amplitude;
    private final MonitorSettings settings;
    private AgentMonitor monitor;
    private Evaluation last;
    private long next;

    /**
     * An agent that begins on a Monday at midnight.
     *
     * @param amplitude how much of its texts changes the topic between noon and midnight
     */
    Rhythm(long seed, double amplitude, ReferenceSpec... references) {
        this.random = new Random(seed);
        this.amplitude = amplitude;
        MonitorSettings defaults = MonitorSettings.DEFAULTS;
        this.settings = new MonitorSettings(
                Duration.ofMillis(PANE),
                defaults.grace(),
                WINDOWS,
                List.of(references),
                defaults.expectedRunLength(),
                defaults.features());
        this.monitor = new AgentMonitor(settings, Traffic.MAP);
    }

    /** Feeds {@code panes} panes whose mix is that of {@code shift} panes later, with a share of texts of a third topic. */
    void feed(int panes, int shift, double newTopic) {
        for (int i = 0; i < panes; i++) {
            double phase = 2 * Math.PI * (next + shift) / DAY;
            last = monitor.observe(pane((1 + amplitude * Math.sin(phase)) / 2, newTopic), journal);
            last.decisions().stream()
                    .filter(decision -> decision.transition() == Transition.OPENED)
                    .forEach(opened::add);
        }
    }

    void restart() {
        monitor = new AgentMonitor(
                settings,
                Traffic.MAP,
                MonitorState.fromBytes(monitor.state().toBytes()),
                journal.entries(Shelf.HISTORY),
                journal.entries(Shelf.PINNED));
    }

    Evaluation last() {
        return last;
    }

    MonitorState state() {
        return monitor.state();
    }

    private PaneEntry pane(double share, double newTopic) {
        long start = Duration.ofDays(4).toMillis() + next++ * PANE;
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < EVENTS; i++) {
            int topic = random.nextDouble() < newTopic ? 2 : random.nextDouble() < share ? 0 : 1;
            summary.add(
                    new Observation(
                            next + "-" + i,
                            null,
                            null,
                            start + i,
                            TextState.PRESENT,
                            vector(topic),
                            new TreeMap<>(),
                            new TreeMap<>()),
                    Traffic.MAP);
        }
        return new PaneEntry(start, start + PANE, summary);
    }

    private float[] vector(int topic) {
        float[] vector = new float[Traffic.DIMENSION];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) ((i == topic ? 1 : 0) + 0.25 * random.nextGaussian());
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
