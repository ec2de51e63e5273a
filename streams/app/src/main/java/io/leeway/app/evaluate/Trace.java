/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far each detector was from its threshold at each evaluation. Not thread-safe. */
public final class Trace {

    private static final double LN_10 = Math.log(10);
    private static final double LOWEST = -6;
    private static final double HIGHEST = 12;

    private final SortedMap<String, List<Point>> points = new TreeMap<>();

    /**
     * One evaluation of one detector.
     *
     * @param row where it stands
     * @param decades −log10 p less −log10 of the threshold, of the strongest window: positive where significant, between
     *     {@value #LOWEST} and {@value #HIGHEST}
     */
    public record Point(int row, double decades) {}

    void evaluated(int row, Evaluation evaluation) {
        SortedMap<String, Double> strongest = new TreeMap<>();
        for (Tested test : evaluation.tests()) {
            if (test.conclusive()) {
                double decades =
                        (Math.log(test.bounds().threshold()) - test.result().logP()) / LN_10;
                strongest.merge(RaisedAlert.name(test.key()), decades, Math::max);
            }
        }
        strongest.forEach((name, decades) -> points.computeIfAbsent(name, any -> new ArrayList<>())
                .add(new Point(row, Math.max(LOWEST, Math.min(HIGHEST, decades)))));
    }

    /** The points of each detector, in the order of the rows. */
    public SortedMap<String, List<Point>> points() {
        return Collections.unmodifiableSortedMap(points);
    }
}
