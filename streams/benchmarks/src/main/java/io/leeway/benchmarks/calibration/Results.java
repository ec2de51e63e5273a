/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the simulations gave, as text for people, as JSON and as a picture. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final long seed;
    private final boolean quick;
    private final List<RunLengths.Row> runLengths = new ArrayList<>();
    private final List<Delays.Row> delays = new ArrayList<>();
    private final List<ControlRow> controls = new ArrayList<>();
    private final List<Cohorts.Row> cohorts = new ArrayList<>();

    private final List<Detectabilities.Row> detectabilities = new ArrayList<>();

    Results(long seed, boolean quick) {
        this.seed = seed;
        this.quick = quick;
    }

    void addRunLengths(List<RunLengths.Row> rows) {
        runLengths.addAll(rows);
    }

    void addDelays(List<Delays.Row> rows) {
        delays.addAll(rows);
    }

    void addControl(ControlRow row) {
        controls.add(row);
    }

    void addCohorts(List<Cohorts.Row> rows) {
        cohorts.addAll(rows);
    }

    void addDetectability(Detectabilities.Row row) {
        detectabilities.add(row);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("First seed ").append(seed).append(quick ? ", quick run.\n" : ".\n");
        if (!runLengths.isEmpty()) {
            text.append("\n## Requested and realised run length, days\n\n").append(runLengthTable());
        }
        if (!delays.isEmpty()) {
            text.append("\n## Detected within ")
                    .append(Delays.HORIZON)
                    .append(" minutes, % / mean delay in minutes, when a tenth of ")
                    .append(delays.get(0).cleanDays())
                    .append(" clean days alarm\n\n")
                    .append(delayTable());
        }
        if (!controls.isEmpty()) {
            text.append("\n## Controls, expected run length ")
                    .append(Controls.TARGET_DAYS)
                    .append(" days\n\n")
                    .append(controlTable());
        }
        if (!cohorts.isEmpty()) {
            text.append("\n## Two live cohorts, run lengths in days\n\n").append(cohortTable());
        }
        if (!detectabilities.isEmpty()) {
            text.append("\n## Stated and observed delay of a new topic of 10 %, minutes\n\n")
                    .append(detectabilityTable());
        }
        return text.toString();
    }

    private MarkdownTable detectabilityTable() {
        MarkdownTable table = new MarkdownTable(
                "traffic",
                "streams",
                "with a stated delay",
                "stated",
                "observed",
                "observed / stated",
                "95 % interval",
                "of the others seen in time",
                "in alarm before",
                "seeds from");
        List<Detectabilities.Row> rows = new ArrayList<>(detectabilities);
        if (rows.size() > 1) {
            rows.add(Detectabilities.Row.all(rows));
        }
        rows.forEach(row -> table.row(
                row.cell(),
                row.streams().size(),
                row.withDelay(),
                row.stated(),
                row.observed(),
                row.ratio().middle(),
                MarkdownTable.number(row.ratio().low()) + " – "
                        + MarkdownTable.number(row.ratio().high()),
                row.otherwise(),
                row.alarmedBefore(),
                row.firstSeed()));
        return table;
    }

    private MarkdownTable cohortTable() {
        MarkdownTable table = new MarkdownTable(
                "traffic", "counted", "requested", "realised", "interval", "how often", "of", "seeds from");
        cohorts.forEach(row -> table.row(
                row.name(),
                row.what(),
                row.requested(),
                row.outcome(),
                row.interval(),
                row.count(),
                row.trials(),
                row.firstSeed()));
        return table;
    }

    private MarkdownTable controlTable() {
        MarkdownTable table =
                new MarkdownTable("name", "what", "expected", "streams", "alarms", "rate or delay", "ok", "seeds from");
        controls.forEach(row -> table.row(
                row.name(),
                row.what(),
                row.expected(),
                row.streams(),
                row.alarms(),
                row.outcome(),
                row.ok(),
                row.firstSeed()));
        return table;
    }

    private MarkdownTable delayTable() {
        List<String> effects =
                delays.stream().map(Delays.Row::effect).distinct().toList();
        List<String> header = new ArrayList<>(List.of("detector"));
        header.addAll(effects);
        MarkdownTable table = new MarkdownTable(header.toArray(new String[0]));
        delays.stream().map(Delays.Row::detector).distinct().forEach(detector -> {
            List<Object> cells = new ArrayList<>(List.of(detector));
            delays.stream()
                    .filter(row -> row.detector().equals(detector))
                    .map(row -> String.format(Locale.ROOT, "%.0f / %.0f", 100 * row.detected(), row.meanMinutes()))
                    .forEach(cells::add);
            table.row(cells.toArray());
        });
        return table;
    }

    private MarkdownTable runLengthTable() {
        MarkdownTable table = new MarkdownTable(
                "traffic",
                "alarm",
                "requested",
                "realised",
                "ratio",
                "95 % interval",
                "alarms",
                "stream-days",
                "streams with an alarm",
                "by detector",
                "seeds from");
        for (RunLengths.Row row : runLengths) {
            table.row(
                    row.cell(),
                    row.rule(),
                    row.targetDays(),
                    row.realisedDays(),
                    row.realisedDays() / row.targetDays(),
                    MarkdownTable.number(row.atLeastDays()) + " – " + MarkdownTable.number(row.atMostDays()),
                    row.alarms(),
                    row.days(),
                    row.streamsWithAlarm() + " of " + row.streams(),
                    row.detectors().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")),
                    row.firstSeed());
        }
        return table;
    }

    /** Writes the files into {@code folder}, which is made if need be; infinite numbers become strings in JSON. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("calibration.md"), markdown());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seed", seed);
        all.put("quick", quick);
        all.put("runLengths", runLengths);
        all.put("delays", delays);
        all.put("controls", controls);
        all.put("cohorts", cohorts);
        all.put("detectability", detectabilities);
        Files.writeString(folder.resolve("calibration.json"), JSON.writeValueAsString(all) + "\n");
        if (!runLengths.isEmpty()) {
            Files.writeString(folder.resolve("run-lengths.svg"), RunLengthPlot.of(runLengths));
        }
    }
}
