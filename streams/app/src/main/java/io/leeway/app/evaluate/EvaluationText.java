/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.config.Durations;
import io.leeway.stats.evaluate.Interval;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Tally;
import io.leeway.stats.window.WindowSpec;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The measurement for people, as aligned text. */
public final class EvaluationText {

    private static final int MOST_DETECTORS = 3;
    private static final int NAME = 34;

    private final StringBuilder text = new StringBuilder();

    private EvaluationText() {}

    /** The result as text, with line ends. */
    public static String of(EvaluationResult result) {
        EvaluationText table = new EvaluationText();
        table.streams(result);
        table.totals(result);
        table.calibration(result.calibration());
        table.footer(result);
        return table.text.toString();
    }

    private void streams(EvaluationResult result) {
        line("%-" + NAME + "s %-14s %-12s %6s %6s  %s", "stream", "verdict", "outcome", "delay", "false", "detectors");
        for (StreamResult stream : result.streams()) {
            line(
                    "%-" + NAME + "s %-14s %-12s %6s %6d  %s",
                    stream.scenario().name(),
                    stream.verdict().words(),
                    stream.outcome(),
                    number(stream.score().delay()),
                    stream.score().falseAlarms(),
                    detectors(stream) + remarks(stream));
        }
    }

    private void totals(EvaluationResult result) {
        line("");
        line(
                "%-18s %8s %6s %10s %8s %13s %9s %9s %14s",
                "", "in time", "clean", "by chance", "of", "median delay", "false", "per 10k", "95 %");
        row("leeway", result.totals());
        row("  regular", result.totals(false));
        row("  hard", result.totals(true));
        result.baselines().forEach(this::row);
    }

    private void row(String name, Tally tally) {
        Interval interval = tally.falseAlarmInterval();
        line(
                "%-18s %8d %6d %10.1f %8d %13s %9d %9.2f %14s",
                name,
                tally.detectedInTime(),
                tally.detectedCleanly(),
                tally.byChance(),
                tally.driftStreams(),
                tally.medianDelay().isPresent()
                        ? String.format(Locale.ROOT, "%.0f", tally.medianDelay().getAsDouble())
                        : "-",
                tally.falseAlarms(),
                tally.falseAlarmsPer10k(),
                interval(interval));
    }

    /** An interval; its upper end may be infinite. */
    static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.2f to ", interval.low())
                + (Double.isFinite(interval.high()) ? String.format(Locale.ROOT, "%.2f", interval.high()) : "∞");
    }

    private void calibration(List<RunLength> lengths) {
        line("");
        line("expected run length while nothing changes, hours");
        line("%10s %10s %20s %8s %8s", "requested", "realised", "95 %", "alarms", "hours");
        for (RunLength length : lengths) {
            line(
                    "%10.0f %10s %20s %8d %8.0f",
                    length.requestedHours(),
                    hours(length.realisedHours()),
                    hours(length.interval().low()) + " to "
                            + hours(length.interval().high()),
                    length.alarms(),
                    length.hours());
        }
    }

    private void footer(EvaluationResult result) {
        Tally totals = result.totals();
        line("");
        line(
                "%d of %d changes in time (95 %%: %.0f to %.0f %%), %d false alarms in %d events without change",
                totals.detectedInTime(),
                totals.driftStreams(),
                100 * totals.detectionInterval().low(),
                100 * totals.detectionInterval().high(),
                totals.falseAlarms(),
                totals.stationaryEvents());
        line("%s", configuration(result));
        line("%s", timing(result));
    }

    /** What the streams were run with. */
    static String configuration(EvaluationResult result) {
        List<String> windows =
                result.settings().windows().stream().map(EvaluationText::window).toList();
        return String.format(
                Locale.ROOT,
                "model %s, configuration %s, windows %s, expected run length %d h",
                result.model().name(),
                result.configVersion(),
                String.join(", ", windows),
                EvaluationSettings.EXPECTED_RUN_LENGTH.toHours());
    }

    /** How long it took. */
    static String timing(EvaluationResult result) {
        return String.format(
                Locale.ROOT,
                "embedding %.1f s (%d of %d texts were not in the cache), evaluation %.1f s, threads %d",
                result.timing().embeddingSeconds(),
                result.timing().embedded(),
                result.timing().texts(),
                result.timing().evaluationSeconds(),
                result.timing().threads());
    }

    /** The first few detectors, and how many more there are. */
    static String detectors(StreamResult stream) {
        List<String> names = stream.detectors();
        return String.join(", ", names.subList(0, Math.min(MOST_DETECTORS, names.size())))
                + (names.size() > MOST_DETECTORS ? " and " + (names.size() - MOST_DETECTORS) + " more" : "");
    }

    /** What else there is to say of a stream; begins with a blank, or is empty. */
    static String remarks(StreamResult stream) {
        StringBuilder remarks = new StringBuilder();
        if (stream.score().tolerated() > 0) {
            remarks.append(" (tolerated: ").append(stream.score().tolerated()).append(')');
        }
        if (stream.scenario().recurrence().isPresent()) {
            remarks.append(stream.resolved() ? " (resolved" : " (not resolved")
                    .append(stream.reopened() ? ", reopened)" : ", not reopened)");
        }
        if (stream.refused() > 0) {
            remarks.append(" (").append(stream.refused()).append(" events refused)");
        }
        return remarks.toString();
    }

    /** A window as it is written in the configuration. */
    static String window(WindowSpec window) {
        return window.events() == 0
                ? Durations.format(window.atMost())
                : window.events() + " events in " + Durations.format(window.atMost());
    }

    /** Whole hours, or a sign for infinitely many. */
    static String hours(double hours) {
        return Double.isFinite(hours) ? String.format(Locale.ROOT, "%.0f", hours) : "∞";
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "-";
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append(System.lineSeparator());
    }
}
