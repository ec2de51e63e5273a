/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.page.Markup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One agent over the history: how far its strongest comparison was from the threshold, in powers of ten, under each
 * configuration; the marked stretches; and the alerts as bars, the candidate's above those of the current configuration.
 */
final class HistoryPlot {

    private static final double WIDTH = 900;
    private static final double HEIGHT = 210;
    private static final double LEFT = 40;
    private static final double RIGHT = 10;
    private static final double TOP = 34;
    private static final double BOTTOM = 24;
    private static final double BAR = 9;
    private static final double LEAST_BAR = 3;
    private static final int BINS = 430;
    private static final int MOST_TICKS = 8;
    private static final double LOWEST = -6;
    private static final double HIGHEST = 12;
    private static final int GRID = 3;

    private final BacktestResult result;
    private final String agentId;
    private final Markup svg = new Markup();

    private HistoryPlot(BacktestResult result, String agentId) {
        this.result = result;
        this.agentId = agentId;
    }

    static Markup of(BacktestResult result, String agentId) {
        return new HistoryPlot(result, agentId).draw();
    }

    private Markup draw() {
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + (int) WIDTH + " " + (int) HEIGHT,
                "role",
                "img",
                "aria-label",
                "agent " + agentId + " over the history");
        result.marksOf(agentId).forEach(this::mark);
        grid();
        for (int i = result.candidates().size() - 1; i >= 0; i--) {
            CandidateResult candidate = result.candidates().get(i);
            AgentResult agent = candidate.agents().get(agentId);
            line(candidate.name(), agent.course().points(), i);
            for (PastAlert alert : agent.alerts()) {
                bar(candidate.name(), alert, i);
            }
        }
        svg.close("svg").open("p", "class", "legend");
        for (int i = 0; i < result.candidates().size(); i++) {
            svg.element("span", "━ " + result.candidates().get(i).name(), "class", "t" + i)
                    .text(" ");
        }
        return svg.close("p");
    }

    private void mark(Mark mark) {
        double from = x(mark.from().toEpochMilli());
        double to = x(mark.to().toEpochMilli());
        if (to <= from) {
            return;
        }
        svg.open(
                        "rect",
                        "class",
                        mark.kind() == Mark.Kind.CLEAN ? "reference" : "incident",
                        "x",
                        from,
                        "y",
                        TOP,
                        "width",
                        to - from,
                        "height",
                        HEIGHT - TOP - BOTTOM)
                .element("title", mark.kind().word() + " " + mark.from() + " to " + mark.to() + " " + mark.note())
                .close("rect");
    }

    private void grid() {
        for (int decades = (int) LOWEST; decades <= HIGHEST; decades += GRID) {
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
            svg.element("text", Integer.toString(decades), "x", LEFT - 6, "y", y(decades) + 4, "class", "tick end");
        }
        long day = Duration.ofDays(1).toMillis();
        long days = Math.max(1, (end() - start()) / day);
        long step = Math.max(1, (days + MOST_TICKS - 1) / MOST_TICKS) * day;
        for (long at = Math.floorDiv(start() + day - 1, day) * day; at < end(); at += step) {
            svg.element(
                    "text",
                    Instant.ofEpochMilli(at).toString().substring(0, 10),
                    "x",
                    x(at),
                    "y",
                    HEIGHT - 6,
                    "class",
                    "tick middle");
        }
    }

    /** The largest value of each bin, so that no excursion is lost. */
    private void line(String name, List<Course.Point> points, int colour) {
        List<String> corners = new ArrayList<>();
        int bin = -1;
        double largest = LOWEST;
        for (Course.Point point : points) {
            if (point.at() < start()) {
                continue;
            }
            int own = (int) ((point.at() - start()) * BINS / Math.max(1, end() - start()));
            if (own != bin && bin >= 0) {
                corners.add(corner(bin, largest));
                largest = LOWEST;
            }
            bin = own;
            largest = Math.max(largest, point.decades());
        }
        if (bin >= 0) {
            corners.add(corner(bin, largest));
        }
        svg.open("polyline", "class", "line s" + colour, "points", String.join(" ", corners))
                .element("title", name)
                .close("polyline");
    }

    private String corner(int bin, double decades) {
        double x = LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, (bin + 0.5) / BINS);
        return Markup.number(x) + "," + Markup.number(y(decades));
    }

    private void bar(String name, PastAlert alert, int row) {
        double from = x(alert.openedAt().toEpochMilli());
        double to = x(alert.resolvedAt().map(Instant::toEpochMilli).orElse(end()));
        svg.open(
                        "rect",
                        "class",
                        falseAlarm(alert).orElse(false) ? "alert false" : "alert",
                        "x",
                        from,
                        "y",
                        4 + row * (BAR + 4),
                        "width",
                        Math.max(LEAST_BAR, to - from),
                        "height",
                        BAR)
                .element("title", name + ": " + alert.family() + " " + alert.openedAt() + " " + alert.summary())
                .close("rect");
    }

    /** Whether an alert opened in a clean stretch; empty if nothing is known of the moment. */
    private Optional<Boolean> falseAlarm(PastAlert alert) {
        return result.marksOf(agentId).stream()
                .filter(mark -> mark.contains(alert.openedAt()))
                .map(mark -> mark.kind() == Mark.Kind.CLEAN)
                .findFirst();
    }

    private long start() {
        return result.from().toEpochMilli();
    }

    private long end() {
        return result.to().toEpochMilli();
    }

    private double x(long time) {
        double share = (time - start()) / (double) Math.max(1, end() - start());
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.max(0, Math.min(1, share));
    }

    private static double y(double decades) {
        double bounded = Math.max(LOWEST, Math.min(HIGHEST, decades));
        return TOP + (HEIGHT - TOP - BOTTOM) * (HIGHEST - bounded) / (HIGHEST - LOWEST);
    }
}
