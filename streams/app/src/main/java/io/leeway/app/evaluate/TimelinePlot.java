/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.page.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One stream over its rows: for each detector the distance of its p-value from the threshold, in powers of ten, the
 * change and its deadline, and the alerts.
 */
final class TimelinePlot {

    /** Lines that can be told apart; the detectors that came furthest are drawn. */
    static final int MOST_LINES = 8;

    private static final double WIDTH = 900;
    private static final double HEIGHT = 190;
    private static final double LEFT = 40;
    private static final double RIGHT = 10;
    private static final double TOP = 14;
    private static final double BOTTOM = 24;
    private static final int BINS = 220;
    private static final int TICKS = 6;
    private static final double LOWEST = -6;
    private static final double HIGHEST = 12;
    private static final int GRID = 3;

    private final StreamResult stream;
    private final int rows;
    private final Markup svg = new Markup();

    private TimelinePlot(StreamResult stream) {
        this.stream = stream;
        this.rows = Math.max(1, stream.scenario().truth().events());
    }

    static Markup of(StreamResult stream) {
        return new TimelinePlot(stream).draw();
    }

    private Markup draw() {
        List<String> names = furthest();
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + (int) WIDTH + " " + (int) HEIGHT,
                "role",
                "img",
                "aria-label",
                "detectors of " + stream.scenario().name() + " over its rows");
        background();
        for (int i = 0; i < names.size(); i++) {
            line(names.get(i), i);
        }
        alerts();
        svg.close("svg");
        svg.open("p", "class", "legend");
        for (int i = 0; i < names.size(); i++) {
            svg.element("span", "━ " + names.get(i), "class", "t" + i).text(" ");
        }
        int left = stream.trace().points().size() - names.size();
        if (left > 0) {
            svg.text("and " + left + " more that stayed further below");
        }
        return svg.close("p");
    }

    private List<String> furthest() {
        return stream.trace().points().entrySet().stream()
                .sorted(Comparator.comparingDouble(
                                (Map.Entry<String, List<Trace.Point>> entry) -> -entry.getValue().stream()
                                        .mapToDouble(Trace.Point::decades)
                                        .max()
                                        .orElse(LOWEST))
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_LINES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void background() {
        double reference = x(stream.scenario().truth().referenceEnd());
        svg.empty("rect", "class", "reference", "x", LEFT, "y", TOP, "width", reference - LEFT, "height", plotHeight());
        svg.element("text", "reference", "x", LEFT + GRID, "y", TOP + 11, "class", "note");
        for (double decades = LOWEST; decades <= HIGHEST; decades += GRID) {
            svg.empty(
                    "line",
                    "class",
                    decades == 0 ? "threshold" : "grid",
                    "x1",
                    LEFT,
                    "x2",
                    WIDTH - RIGHT,
                    "y1",
                    y(decades),
                    "y2",
                    y(decades));
            svg.element(
                    "text", Integer.toString((int) decades), "x", LEFT - 6, "y", y(decades) + 4, "class", "tick end");
        }
        for (int i = 0; i <= TICKS; i++) {
            int row = (int) ((long) rows * i / TICKS);
            svg.element("text", Integer.toString(row), "x", x(row), "y", HEIGHT - 8, "class", "tick middle");
        }
        mark(stream.scenario().truth().changeAt(), "change");
        mark(stream.scenario().truth().deadline(), "deadline");
    }

    private void mark(OptionalInt row, String what) {
        if (row.isPresent()) {
            double x = x(row.getAsInt());
            svg.open("line", "class", what, "x1", x, "x2", x, "y1", TOP, "y2", TOP + plotHeight())
                    .element("title", what + " at row " + row.getAsInt())
                    .close("line");
        }
    }

    /** The largest value of each bin, so that no excursion is lost. */
    private void line(String name, int colour) {
        List<String> corners = new ArrayList<>();
        List<Trace.Point> points = stream.trace().points().get(name);
        int perBin = Math.max(1, (points.size() + BINS - 1) / BINS);
        for (int i = 0; i < points.size(); i += perBin) {
            Trace.Point largest = points.subList(i, Math.min(points.size(), i + perBin)).stream()
                    .max(Comparator.comparingDouble(Trace.Point::decades))
                    .orElseThrow();
            corners.add(Markup.number(x(largest.row())) + "," + Markup.number(y(largest.decades())));
        }
        svg.open("polyline", "class", "line s" + colour, "points", String.join(" ", corners))
                .element("title", name)
                .close("polyline");
    }

    private void alerts() {
        for (RaisedAlert alert : stream.alerts()) {
            double x = x(alert.alarm().opened());
            svg.open(
                            "path",
                            "class",
                            alert.alarm().opened() <= stream.scenario().truth().stationaryEnd()
                                    ? "alert false"
                                    : "alert",
                            "d",
                            "M" + Markup.number(x) + "," + Markup.number(TOP + 9) + " l-5,-9 l10,0 z")
                    .element(
                            "title",
                            alert.family() + " alert at row " + alert.alarm().opened() + ": "
                                    + String.join(", ", alert.detectors()))
                    .close("path");
        }
    }

    private static double plotHeight() {
        return HEIGHT - TOP - BOTTOM;
    }

    private double x(int row) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(row, rows) / rows;
    }

    private static double y(double decades) {
        return TOP + plotHeight() * (HIGHEST - decades) / (HIGHEST - LOWEST);
    }
}
