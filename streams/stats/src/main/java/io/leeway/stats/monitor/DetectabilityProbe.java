/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Detectability.Verdict;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Asks the calibrated detectors themselves how soon they would see a change: a known one is put into the newest panes, as if it
 * had begun a while ago, and compared as the monitor compares. The least such while, in which some detector is significant in
 * two of three evaluations, is the delay.
 *
 * <p>Changes are drawn several times and the median is taken. Whiles are tried from short to long in steps of {@value #STEP},
 * then between the last that was too short and the first that was not.
 */
final class DetectabilityProbe {

    private static final double STEP = 1.2;

    /** The first of two evaluations that confirm each other comes a pane earlier. */
    private static final int CONFIRMATION = 1;

    private static final int SIZES = 6;

    private final MonitorSettings settings;
    private final List<Baseline> baselines;
    private final List<PaneEntry> panes;
    private final long clip;
    private final BiFunction<Baseline, List<Compared>, List<Tested>> bounds;
    private final long now;
    private final long pane;
    private final int longest;

    /**
     * A probe of an agent without an open incident.
     *
     * @param baselines the calibrated references
     * @param panes the kept panes, of which the newest are the windows'
     * @param clip windows do not reach back before this time
     * @param bounds what comparisons are held to
     */
    DetectabilityProbe(
            MonitorSettings settings,
            List<Baseline> baselines,
            List<PaneEntry> panes,
            long clip,
            BiFunction<Baseline, List<Compared>, List<Tested>> bounds) {
        this.settings = settings;
        this.baselines = baselines;
        this.panes = panes;
        this.clip = clip;
        this.bounds = bounds;
        this.now = panes.get(panes.size() - 1).end();
        this.pane = settings.pane().toMillis();
        this.longest = (int) (settings.longestWindow().toMillis() / pane);
    }

    /** How soon a standard change would be seen. */
    Detectability of(StandardChange change) {
        List<PaneEntry> newest = panes.stream()
                .filter(entry -> entry.start() >= now - longest * pane)
                .toList();
        int[] delays = new int[change.draws()];
        boolean conclusive = false;
        for (int draw = 0; draw < change.draws(); draw++) {
            Drawn drawn = new Drawn(change, newest, draw, change.size());
            delays[draw] = drawn.delay();
            conclusive |= drawn.conclusive;
        }
        Arrays.sort(delays);
        int delay = delays[delays.length / 2];
        if (delay <= longest) {
            return result(change, Verdict.SEEN, (delay + CONFIRMATION) * pane, 0);
        }
        return conclusive
                ? result(change, Verdict.NOT_SEEN, 0, smallest(change, newest))
                : result(change, Verdict.TOO_FEW_EVENTS, 0, 0);
    }

    private Detectability result(StandardChange change, Verdict verdict, long delay, double smallest) {
        return new Detectability(
                change.kind(),
                change.feature(),
                change.size(),
                verdict,
                Duration.ofMillis(delay),
                Duration.ofMillis(longest * pane),
                smallest,
                now);
    }

    /** The smallest size that most draws see when it has filled the longest window; 0 if none is. */
    private double smallest(StandardChange change, List<PaneEntry> newest) {
        double tooSmall = change.size();
        double seen = change.largest();
        if (!mostSee(change, newest, seen)) {
            return 0;
        }
        for (int i = 0; i < SIZES; i++) {
            double middle = StrictMath.sqrt(tooSmall * seen);
            if (mostSee(change, newest, middle)) {
                seen = middle;
            } else {
                tooSmall = middle;
            }
        }
        return seen;
    }

    private boolean mostSee(StandardChange change, List<PaneEntry> newest, double size) {
        int seen = 0;
        for (int draw = 0; draw < change.draws(); draw++) {
            seen += new Drawn(change, newest, draw, size)
                            .significantAfter(longest)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        return 2 * seen > change.draws();
    }

    /** A change as it was drawn once. */
    private final class Drawn {

        private final List<Map<String, Counters>> changed = new ArrayList<>();
        private boolean conclusive;

        Drawn(StandardChange change, List<PaneEntry> newest, int draw, double size) {
            baselines.forEach(baseline -> changed.add(change.into(baseline, newest, draw, size)));
        }

        /** Panes from the beginning to the first significant evaluation; more than the longest window for never. */
        int delay() {
            int tooShort = 0;
            double next = 1;
            while (tooShort < longest) {
                int tried = (int) Math.min(longest, Math.max(tooShort + 1, Math.round(next)));
                if (!significantAfter(tried).isEmpty()) {
                    return between(tooShort, tried);
                }
                tooShort = tried;
                next *= STEP;
            }
            return longest + 1;
        }

        private int between(int tooShort, int enough) {
            int low = tooShort;
            int high = enough;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (significantAfter(middle).isEmpty()) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        /** The detectors that are significant now if the change began so many panes ago. */
        Set<DetectorKey> significantAfter(int ago) {
            long onset = now - ago * pane;
            Set<DetectorKey> significant = new HashSet<>();
            for (int i = 0; i < changed.size(); i++) {
                Baseline baseline = baselines.get(i);
                List<Compared> results = new ArrayList<>();
                Map<String, Counters> mixed = baseline.until(onset, changed.get(i));
                for (WindowRange window : WindowRange.of(settings, baseline.reference(), panes, clip)) {
                    results.addAll(baseline.compare(window, mixed));
                }
                for (Tested test : bounds.apply(baseline, results)) {
                    conclusive |= test.conclusive();
                    if (test.significant()) {
                        significant.add(test.key());
                    }
                }
            }
            return significant;
        }
    }
}
