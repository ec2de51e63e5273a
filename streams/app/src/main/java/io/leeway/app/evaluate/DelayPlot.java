/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.page.Markup;
import java.util.List;

/** How many events after its change each stream's alert came, beside how many were allowed. */
final class DelayPlot {

    private static final double WIDTH = 900;
    private static final double LEFT = 240;
    private static final double RIGHT = 70;
    private static final double BAR = 18;
    private static final double GAP = 4;

    private DelayPlot() {}

    static Markup of(List<StreamResult> streams) {
        List<StreamResult> drifting = streams.stream()
                .filter(stream -> stream.scenario().truth().drift())
                .toList();
        int longest = drifting.stream().mapToInt(DelayPlot::extent).max().orElse(1);
        Markup svg = new Markup();
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + (int) WIDTH + " " + (int) (drifting.size() * (BAR + GAP) + GAP),
                "role",
                "img",
                "aria-label",
                "delay of each stream");
        for (int i = 0; i < drifting.size(); i++) {
            bar(svg, drifting.get(i), GAP + i * (BAR + GAP), (WIDTH - LEFT - RIGHT) / longest);
        }
        return svg.close("svg");
    }

    private static void bar(Markup svg, StreamResult stream, double y, double scale) {
        double middle = y + BAR - 5;
        svg.element("text", stream.scenario().name(), "x", LEFT - 6, "y", middle, "class", "tick end");
        svg.empty("rect", "class", "reference", "x", LEFT, "y", y, "width", allowed(stream) * scale, "height", BAR);
        if (stream.score().delay().isPresent()) {
            int delay = stream.score().delay().getAsInt();
            svg.empty(
                    "rect",
                    "class",
                    stream.score().detected() ? "bar" : "bar late",
                    "x",
                    LEFT,
                    "y",
                    y + GAP,
                    "width",
                    Math.max(1.0, delay * scale),
                    "height",
                    BAR - 2 * GAP);
            svg.element("text", Integer.toString(delay), "x", LEFT + delay * scale + 4, "y", middle, "class", "tick");
        } else {
            svg.element("text", "missed", "x", LEFT + 4, "y", middle, "class", "tick");
        }
    }

    private static int allowed(StreamResult stream) {
        return stream.scenario().truth().deadline().getAsInt()
                - stream.scenario().truth().changeAt().getAsInt();
    }

    private static int extent(StreamResult stream) {
        return Math.max(1, Math.max(allowed(stream), stream.score().delay().orElse(0)));
    }
}
