/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.page.Markup;
import io.leeway.app.page.Page;
import io.leeway.stats.evaluate.Interval;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Tally;
import java.util.Locale;
import java.util.OptionalInt;

/** The measurement as one page that needs nothing else: no scripts, no fonts, nothing from anywhere. */
public final class EvaluationHtml {

    private final Page sheet = new Page("Leeway on recorded streams");
    private final Markup page = sheet.markup();

    private EvaluationHtml() {}

    /** The result as a page. */
    public static String of(EvaluationResult result) {
        return new EvaluationHtml().page(result);
    }

    private String page(EvaluationResult result) {
        page.element("p", EvaluationText.configuration(result), "class", "about");
        page.element("p", EvaluationText.timing(result), "class", "about");
        totals(result);
        streams(result);
        page.element("h2", "Delay after the change, in events");
        page.element("p", "The grey bar is what was allowed.", "class", "about").raw(DelayPlot.of(result.streams()));
        calibration(result);
        timelines(result);
        return sheet.end();
    }

    private void totals(EvaluationResult result) {
        page.element("h2", "Beside simple detectors");
        sheet.table(
                "", "in time", "clean", "by chance", "of", "median delay", "false alarms", "per 10,000 events", "95 %");
        row("leeway", result.totals());
        row("leeway, regular streams", result.totals(false));
        row("leeway, hard streams", result.totals(true));
        result.baselines().forEach(this::row);
        sheet.endTable();
    }

    private void row(String name, Tally tally) {
        Interval interval = tally.falseAlarmInterval();
        page.open("tr").element("th", name, "scope", "row");
        sheet.number(Integer.toString(tally.detectedInTime()));
        sheet.number(Integer.toString(tally.detectedCleanly()));
        sheet.number(format("%.1f", tally.byChance()));
        sheet.number(Integer.toString(tally.driftStreams()));
        sheet.number(
                tally.medianDelay().isPresent()
                        ? format("%.0f", tally.medianDelay().getAsDouble())
                        : "–");
        sheet.number(Integer.toString(tally.falseAlarms()));
        sheet.number(format("%.2f", tally.falseAlarmsPer10k()));
        sheet.number(EvaluationText.interval(interval));
        page.close("tr");
    }

    private void streams(EvaluationResult result) {
        page.element("h2", "Stream by stream");
        sheet.table("stream", "verdict", "outcome", "delay", "false alarms", "detectors");
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
            sheet.number(number(stream.score().delay()));
            sheet.number(Integer.toString(stream.score().falseAlarms()));
            page.element("td", EvaluationText.detectors(stream) + EvaluationText.remarks(stream))
                    .close("tr");
        }
        sheet.endTable();
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
        sheet.table("requested, hours", "realised, hours", "95 %", "alarms", "hours watched");
        for (RunLength length : result.calibration()) {
            page.open("tr");
            sheet.number(EvaluationText.hours(length.requestedHours()));
            sheet.number(EvaluationText.hours(length.realisedHours()));
            sheet.number(EvaluationText.hours(length.interval().low()) + " to "
                    + EvaluationText.hours(length.interval().high()));
            sheet.number(Integer.toString(length.alarms()));
            sheet.number(EvaluationText.hours(length.hours()));
            page.close("tr");
        }
        sheet.endTable();
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

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "–";
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
