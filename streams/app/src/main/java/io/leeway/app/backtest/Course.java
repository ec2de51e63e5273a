/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How an agent stood over the history: for how many panes in which state, and for each pane how far the strongest comparison
 * was from its threshold. Not thread-safe.
 */
public final class Course {

    private static final double FARTHEST = 99;

    private final Map<Evaluation.State, Long> states = new EnumMap<>(Evaluation.State.class);
    private final List<Point> points = new ArrayList<>();

    /**
     * One pane.
     *
     * @param at its end, epoch milliseconds
     * @param decades by how many powers of ten the smallest p-value is below its threshold; negative if it is above
     */
    public record Point(long at, double decades) {}

    void accept(Evaluation evaluation) {
        states.merge(evaluation.state(), 1L, Long::sum);
        double farthest = -FARTHEST;
        for (Tested test : evaluation.tests()) {
            if (test.conclusive()) {
                double decades = (StrictMath.log(test.bounds().threshold())
                                - test.result().logP())
                        / StrictMath.log(10);
                farthest = Math.max(farthest, decades);
            }
        }
        if (farthest > -FARTHEST) {
            points.add(new Point(evaluation.paneEnd(), Math.min(FARTHEST, farthest)));
        }
    }

    /** Panes in each state that occurred. */
    public Map<Evaluation.State, Long> states() {
        return Collections.unmodifiableMap(states);
    }

    /** The panes with a comparison that counts, in their order. */
    public List<Point> points() {
        return Collections.unmodifiableList(points);
    }
}
