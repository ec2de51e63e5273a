/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.page.Markup;
import io.leeway.stats.evaluate.RunLength;
import java.util.List;

/** Requested against realised expected run length, both on logarithmic scales, with intervals. */
final class CalibrationPlot {

    private static final double SIZE = 360;
    private static final double LEFT = 56;
    private static final double TOP = 12;
    private static final double PLOT = 290;
    private static final double TALLEST = 4;
    private static final double LABEL = 16;

    private CalibrationPlot() {}

    static Markup of(List<RunLength> lengths) {
        Markup svg = new Markup();
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + (int) SIZE + " " + (int) SIZE,
                "class",
                "small",
                "role",
                "img",
                "aria-label",
                "requested and realised expected run length");
        for (int power = 0; power <= TALLEST; power++) {
            double hours = Math.pow(10, power);
            svg.empty("line", "class", "grid", "x1", LEFT, "x2", LEFT + PLOT, "y1", y(hours), "y2", y(hours));
            svg.empty("line", "class", "grid", "y1", TOP, "y2", TOP + PLOT, "x1", x(hours), "x2", x(hours));
            String label = Integer.toString((int) hours);
            svg.element("text", label, "x", LEFT - 6, "y", y(hours) + 4, "class", "tick end");
            svg.element("text", label, "x", x(hours), "y", TOP + PLOT + LABEL, "class", "tick middle");
        }
        svg.empty("line", "class", "threshold", "x1", x(1), "y1", y(1), "x2", LEFT + PLOT, "y2", TOP);
        lengths.forEach(length -> point(svg, length));
        svg.element(
                "text", "requested, hours", "x", LEFT + PLOT / 2, "y", TOP + PLOT + 2 * LABEL, "class", "note middle");
        svg.element("text", "realised, hours", "x", LEFT + 4, "y", TOP + LABEL - 4, "class", "note");
        return svg.close("svg");
    }

    private static void point(Markup svg, RunLength length) {
        double x = x(length.requestedHours());
        svg.open(
                        "line",
                        "class",
                        "line s0",
                        "x1",
                        x,
                        "x2",
                        x,
                        "y1",
                        y(length.interval().low()),
                        "y2",
                        y(length.interval().high()))
                .element(
                        "title",
                        EvaluationText.hours(length.interval().low()) + " to "
                                + EvaluationText.hours(length.interval().high()) + " h")
                .close("line");
        if (length.alarms() > 0) {
            svg.empty("circle", "class", "dot", "cx", x, "cy", y(length.realisedHours()), "r", 4);
        } else {
            // Without alarms only a lower bound is known.
            svg.empty(
                    "path",
                    "class",
                    "alert",
                    "d",
                    "M" + Markup.number(x) + "," + Markup.number(TOP) + " l-5,9 l10,0 z");
        }
    }

    private static double x(double hours) {
        return LEFT + PLOT * position(hours);
    }

    private static double y(double hours) {
        return TOP + PLOT * (1 - position(hours));
    }

    /** From 1 hour to 10,000; what lies beyond stands at the edge. */
    private static double position(double hours) {
        return Math.max(0, Math.min(1, Math.log10(Math.max(1, hours)) / TALLEST));
    }
}
