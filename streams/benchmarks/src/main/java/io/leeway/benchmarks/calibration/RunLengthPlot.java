/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.List;
import java.util.Locale;

/**
 * Requested against realised run length as a picture in SVG, both axes logarithmic: a filled mark for what the monitor
 * decided, a hollow one for significance alone, a bar for the 95 % interval, and a band from half to three times what was
 * requested.
 */
final class RunLengthPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 560;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    private static final double LEAST_X = 0.6;
    private static final double MOST_X = 18;
    private static final double LEAST_Y = 0.1;
    private static final double MOST_Y = 1000;
    private static final List<String> COLOURS = List.of("#0072b2", "#009e73", "#d55e00", "#cc79a7");

    private final StringBuilder svg = new StringBuilder();

    private RunLengthPlot() {}

    static String of(List<RunLengths.Row> rows) {
        RunLengthPlot plot = new RunLengthPlot();
        plot.frame();
        List<String> cells = rows.stream().map(RunLengths.Row::cell).distinct().toList();
        for (RunLengths.Row row : rows) {
            boolean decided = row.rule().equals(Episodes.Rule.RECOMPUTED.label());
            int place = cells.indexOf(row.cell());
            double aside = Math.exp((place - (cells.size() - 1) / 2.0) * 0.1 + (decided ? 0 : 0.04));
            plot.mark(row, row.targetDays() * aside, COLOURS.get(place % COLOURS.size()), decided);
        }
        for (int i = 0; i < cells.size(); i++) {
            int y = TOP + 18 + 18 * i;
            plot.add("<circle cx='%d' cy='%d' r='4' fill='%s'/>", LEFT + 14, y - 4, COLOURS.get(i % COLOURS.size()));
            plot.add("<text x='%d' y='%d'>%s</text>", LEFT + 24, y, cells.get(i));
        }
        return plot.svg.append("</svg>\n").toString();
    }

    private void frame() {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
        add(
                "<text x='%d' y='22' font-size='14'>Expected run length, days: requested and realised "
                        + "(hollow: significance alone)</text>",
                LEFT);
        add(
                "<polygon fill='#eeeeee' points='%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f'/>",
                x(LEAST_X),
                y(LEAST_X / 2),
                x(MOST_X),
                y(MOST_X / 2),
                x(MOST_X),
                y(MOST_X * 3),
                x(LEAST_X),
                y(LEAST_X * 3));
        line(LEAST_X, LEAST_X, MOST_X, MOST_X, "#888888");
        for (double day : new double[] {1, 3, 10}) {
            line(day, LEAST_Y, day, MOST_Y, "#dddddd");
            add("<text x='%.1f' y='%d' text-anchor='middle'>%.0f</text>", x(day), HEIGHT - BOTTOM + 18, day);
        }
        for (double day = LEAST_Y; day <= MOST_Y * 1.01; day *= 10) {
            line(LEAST_X, day, MOST_X, day, "#dddddd");
            add("<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 6, y(day) + 4, MarkdownTable.number(day));
        }
        add("<text x='%d' y='%d' text-anchor='middle'>requested</text>", (WIDTH + LEFT) / 2, HEIGHT - 20);
        add("<text transform='translate(18,%d) rotate(-90)' text-anchor='middle'>realised</text>", HEIGHT / 2);
    }

    private void mark(RunLengths.Row row, double at, String colour, boolean filled) {
        line(at, row.atLeastDays(), at, Math.min(row.atMostDays(), MOST_Y), colour);
        if (row.alarms() > 0) {
            add(
                    "<circle cx='%.1f' cy='%.1f' r='4.5' stroke='%s' fill='%s'/>",
                    x(at), y(row.realisedDays()), colour, filled ? colour : "white");
        }
    }

    private void line(double fromX, double fromY, double toX, double toY, String colour) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>", x(fromX), y(fromY), x(toX), y(toY), colour);
    }

    private static double x(double days) {
        return LEFT + (WIDTH - LEFT - RIGHT) * share(days, LEAST_X, MOST_X);
    }

    private static double y(double days) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share(days, LEAST_Y, MOST_Y);
    }

    /** Where a value lies between two others on a logarithmic axis; what lies outside is drawn at the border. */
    private static double share(double value, double least, double most) {
        double bounded = Math.max(least, Math.min(most, value));
        return Math.log(bounded / least) / Math.log(most / least);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
