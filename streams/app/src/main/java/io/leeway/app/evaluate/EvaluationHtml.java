/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.evaluate.Interval;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Tally;
import java.util.Locale;
import java.util.OptionalInt;

/** The measurement as one page that needs nothing else: no scripts, no fonts, nothing from anywhere. */
public final class EvaluationHtml {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #6b7480; --grid: #e3e6ea;
              --band: #f1f3f5; --good: #1a7f4b; --bad: #c2372e;
              --s0: #2a6fbb; --s1: #c2571a; --s2: #3a8f3a; --s3: #8a4fbf; --s4: #b8860b; --s5: #00838f; --s6: #c2185b; --s7: #5d6b2f; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14181d; --soft: #97a1ad; --grid: #2b323a;
              --band: #1e242b; --good: #58c48a; --bad: #ff7b72;
              --s0: #6cb0ff; --s1: #ff9d5c; --s2: #7ed07e; --s3: #c79bff; --s4: #e6bd4f; --s5: #4dd0e1; --s6: #ff80ab; --s7: #b7c77a; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 940px; margin: 2em auto; padding: 0 1em; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; } h3 { font-size: 1em; margin: 1.6em 0 .2em; }
            table { border-collapse: collapse; width: 100%; font-size: .9em; } caption { text-align: left; color: var(--soft); }
            th, td { padding: .25em .6em; text-align: left; border-bottom: 1px solid var(--grid); } .n { text-align: right; font-variant-numeric: tabular-nums; }
            .good { color: var(--good); } .bad { color: var(--bad); } p.about, p.legend { color: var(--soft); font-size: .85em; margin: .2em 0; }
            .scroll { overflow-x: auto; } svg { width: 100%; height: auto; } svg.small { max-width: 420px; }
            .grid { stroke: var(--grid); } .threshold { stroke: var(--soft); stroke-dasharray: 5 4; } .reference { fill: var(--band); }
            .change { stroke: var(--ink); stroke-width: 1.5; } .deadline { stroke: var(--soft); stroke-dasharray: 2 3; }
            .tick, .note { font-size: 11px; fill: var(--soft); } .end { text-anchor: end; } .middle { text-anchor: middle; }
            .line { fill: none; stroke-width: 1.3; } .dot { fill: var(--s0); } .bar { fill: var(--good); } .bar.late { fill: var(--bad); }
            .alert { fill: var(--good); } .alert.false { fill: var(--bad); }
            .s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); }
            .s4 { stroke: var(--s4); } .s5 { stroke: var(--s5); } .s6 { stroke: var(--s6); } .s7 { stroke: var(--s7); }
            .t0 { color: var(--s0); } .t1 { color: var(--s1); } .t2 { color: var(--s2); } .t3 { color: var(--s3); }
            .t4 { color: var(--s4); } .t5 { color: var(--s5); } .t6 { color: var(--s6); } .t7 { color: var(--s7); }
            """;

    private final Markup page = new Markup();

    private EvaluationHtml() {}

    /** The result as a page. */
    public static String of(EvaluationResult result) {
        return "<!DOCTYPE html>\n" + new EvaluationHtml().page(result);
    }

    private Markup page(EvaluationResult result) {
        page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", "Leeway on recorded streams")
                .element("style", STYLE)
                .close("head");
        page.open("body").element("h1", "Leeway on recorded streams");
        page.element("p", EvaluationText.configuration(result), "class", "about");
        page.element("p", EvaluationText.timing(result), "class", "about");
        totals(result);
        streams(result);
        page.element("h2", "Delay after the change, in events");
        page.element("p", "The grey bar is what was allowed.", "class", "about").raw(DelayPlot.of(result.streams()));
        calibration(result);
        timelines(result);
        return page.close("body").close("html");
    }

    private void totals(EvaluationResult result) {
        page.element("h2", "Beside simple detectors");
        table("", "in time", "clean", "by chance", "of", "median delay", "false alarms", "per 10,000 events", "95 %");
        row("leeway", result.totals());
        row("leeway, regular streams", result.totals(false));
        row("leeway, hard streams", result.totals(true));
        result.baselines().forEach(this::row);
        endTable();
    }

    private void row(String name, Tally tally) {
        Interval interval = tally.falseAlarmInterval();
        page.open("tr").element("th", name, "scope", "row");
        number(Integer.toString(tally.detectedInTime()));
        number(Integer.toString(tally.detectedCleanly()));
        number(format("%.1f", tally.byChance()));
        number(Integer.toString(tally.driftStreams()));
        number(
                tally.medianDelay().isPresent()
                        ? format("%.0f", tally.medianDelay().getAsDouble())
                        : "–");
        number(Integer.toString(tally.falseAlarms()));
        number(format("%.2f", tally.falseAlarmsPer10k()));
        number(EvaluationText.interval(interval));
        page.close("tr");
    }

    private void streams(EvaluationResult result) {
        page.element("h2", "Stream by stream");
        table("stream", "verdict", "outcome", "delay", "false alarms", "detectors");
        for (StreamResult stream : result.streams()) {
            page.open("tr").open("th", "scope", "row");
            page.element(
                            "a",
                            stream.scenario().name(),
                            "href",
                            "#" + stream.scenario().name())
                    .close("th");
            page.element("td", stream.verdict().words());
            page.element("td", stream.outcome(), "class", good(stream) ? "good" : "bad");
            number(number(stream.score().delay()));
            number(Integer.toString(stream.score().falseAlarms()));
            page.element("td", EvaluationText.detectors(stream) + EvaluationText.remarks(stream))
                    .close("tr");
        }
        endTable();
    }

    private static boolean good(StreamResult stream) {
        return stream.scenario().truth().drift()
                ? stream.score().detected()
                : stream.score().falseAlarms() == 0;
    }

    private void calibration(EvaluationResult result) {
        page.element("h2", "Expected run length: requested and realised");
        page.element(
                "p",
                "While nothing changes. On the dashed line the promise is kept, above it there are fewer false alarms "
                        + "than accepted. A triangle: no alarm at all, so only a lower bound is known.",
                "class",
                "about");
        table("requested, hours", "realised, hours", "95 %", "alarms", "hours watched");
        for (RunLength length : result.calibration()) {
            page.open("tr");
            number(EvaluationText.hours(length.requestedHours()));
            number(EvaluationText.hours(length.realisedHours()));
            number(EvaluationText.hours(length.interval().low()) + " to "
                    + EvaluationText.hours(length.interval().high()));
            number(Integer.toString(length.alarms()));
            number(EvaluationText.hours(length.hours()));
            page.close("tr");
        }
        endTable();
        page.raw(CalibrationPlot.of(result.calibration()));
    }

    private void timelines(EvaluationResult result) {
        page.element("h2", "Timelines");
        page.element(
                "p",
                "For each detector how many powers of ten its p-value is below its threshold, over the rows of the "
                        + "stream; above the dashed line it is significant, though an alert also needs enough effect, "
                        + "twice in three evaluations. Solid line: the change. Dotted line: the deadline. Triangles: "
                        + "alerts, red where they are false.",
                "class",
                "about");
        for (StreamResult stream : result.streams()) {
            page.element("h3", stream.scenario().name(), "id", stream.scenario().name());
            page.element("p", stream.scenario().expected() + " — " + stream.outcome(), "class", "about");
            page.raw(TimelinePlot.of(stream));
        }
    }

    private void table(String... columns) {
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : columns) {
            page.element("th", column, "scope", "col");
        }
        page.close("tr").close("thead").open("tbody");
    }

    private void endTable() {
        page.close("tbody").close("table").close("div");
    }

    private void number(String content) {
        page.element("td", content, "class", "n");
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "–";
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
