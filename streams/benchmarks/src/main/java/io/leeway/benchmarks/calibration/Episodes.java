/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.decide.Budget;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Evaluation.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts the alarms of one monitored agent: how often it went from no open incident to one.
 *
 * <p>Time counts from the first evaluation against a reference, and only while no incident is open: an agent that is
 * already in alarm cannot raise another.
 */
final class Episodes {

    /** What is taken for an open incident. */
    enum Rule {
        /** What the monitor says. */
        AS_DECIDED("as decided"),
        /**
         * What a monitor with another budget would say: in two of the last three evaluations a return period beyond the
         * budget and an effect that reaches its gate, until all tests of the shortest window have been quiet for its
         * length. It is computed from the monitor's own tests, so windows are not cut after an incident that only exists
         * here.
         */
        RECOMPUTED("recomputed"),
        /** The same whatever the size of the effect. */
        SIGNIFICANT("significance alone");

        private final String label;

        Rule(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final Predicate<Evaluation> opens;
    private final List<Long> openedAt = new ArrayList<>();
    private final List<String> openedBy = new ArrayList<>();
    private final List<Long> closedAt = new ArrayList<>();
    private boolean open;
    private long panes;
    private long panesOpen;

    /** Episodes as the monitor decides. */
    Episodes() {
        opens = evaluation -> evaluation.state() == State.DRIFT;
    }

    /**
     * Episodes under another budget.
     *
     * @param rule not {@link Rule#AS_DECIDED}
     * @param panesPerAlarm expected run length in panes
     */
    Episodes(Rule rule, double panesPerAlarm) {
        opens = new Significance(panesPerAlarm, rule == Rule.RECOMPUTED)::open;
    }

    /** Takes the next evaluation. */
    void add(Evaluation evaluation) {
        if (evaluation.state() == State.WARMING_UP) {
            return;
        }
        boolean now = opens.test(evaluation);
        if (now && !open) {
            openedAt.add(evaluation.paneEnd());
            openedBy.add(strongest(evaluation));
        }
        if (!now && open) {
            closedAt.add(evaluation.paneEnd());
        }
        if (open) {
            panesOpen++;
        } else {
            panes++;
        }
        open = now;
    }

    private static String strongest(Evaluation evaluation) {
        return evaluation.tests().stream()
                .filter(Tested::conclusive)
                .max(Comparator.comparingDouble(
                        test -> test.bounds().returnPeriod() * test.bounds().threshold()))
                .map(test -> test.key().detector().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The detector behind each alarm, the one farthest beyond its share of the budget. */
    List<String> openedBy() {
        return List.copyOf(openedBy);
    }

    /** When each alarm was raised: the end of its pane, epoch milliseconds. */
    List<Long> openedAt() {
        return List.copyOf(openedAt);
    }

    /** When each of them was over. */
    List<Long> closedAt() {
        return List.copyOf(closedAt);
    }

    int alarms() {
        return openedAt.size();
    }

    /** Panes that were compared while no incident was open. */
    long panes() {
        return panes;
    }

    /** Panes that were compared while one was. */
    long panesOpen() {
        return panesOpen;
    }

    /** The decision rule for another budget. */
    private static final class Significance {

        private static final int LAST_THREE = 0b111;
        private static final double QUIET = 0.05;

        private final double panesPerAlarm;
        private final boolean gated;
        private final Map<DetectorKey, Integer> recent = new HashMap<>();
        private boolean open;
        private long quietSince = Long.MAX_VALUE;

        Significance(double panesPerAlarm, boolean gated) {
            this.panesPerAlarm = panesPerAlarm;
            this.gated = gated;
        }

        boolean open(Evaluation evaluation) {
            List<Tested> tests =
                    evaluation.tests().stream().filter(Tested::conclusive).toList();
            if (tests.isEmpty()) {
                return open;
            }
            Map<DetectorKey, Double> shares = Budget.shares(
                    evaluation.tests().stream().map(Tested::key).distinct().toList());
            recent.replaceAll((key, bits) -> bits << 1 & LAST_THREE);
            tests.stream()
                    .filter(test -> test.bounds().returnPeriod() >= panesPerAlarm / shares.get(test.key()))
                    .filter(test ->
                            !gated || test.result().effect() >= test.bounds().gate())
                    .forEach(test -> recent.merge(test.key(), 1, (bits, one) -> bits | one));
            if (open) {
                closeIfQuiet(tests, evaluation.paneEnd());
            } else {
                open = recent.values().stream().anyMatch(bits -> (bits & 1) == 1 && Integer.bitCount(bits) >= 2);
                quietSince = Long.MAX_VALUE;
            }
            return open;
        }

        private void closeIfQuiet(List<Tested> tests, long now) {
            int shortest = tests.stream().mapToInt(Tested::window).min().orElseThrow();
            List<Tested> newest =
                    tests.stream().filter(test -> test.window() == shortest).toList();
            long length = now - newest.get(0).windowStart();
            if (newest.stream().anyMatch(test -> test.result().pValue() <= QUIET / newest.size())) {
                quietSince = Long.MAX_VALUE;
            } else {
                quietSince = Math.min(quietSince, now);
                if (now - quietSince >= length) {
                    open = false;
                    recent.clear();
                }
            }
        }
    }
}
