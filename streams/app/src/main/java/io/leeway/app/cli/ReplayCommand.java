/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.control.BadCommandException;
import io.leeway.app.control.CommandDecoder;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.InputRecord;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.Ports;
import io.leeway.models.Embedder;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: the service's stages offline. */
@Command(
        name = "replay",
        description =
                "Runs recorded events through the same stages without Kafka, as fast as possible, and prints the alerts.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Option(names = "--events", required = true, paramLabel = "FILE", description = "events, one JSON object a line")
    private Path events;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description =
                    "reads each line as a record of this input topic, in the format and with the mapping configured for it")
    private String topic;

    @Option(
            names = "--commands",
            paramLabel = "FILE",
            description =
                    "operators' commands, one JSON object a line, as control --dry-run prints them; each takes effect at"
                            + " its event time")
    private Path commands;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description =
                    "items of the agents' corpora, one JSON object a line; each takes effect at its updatedAt, or from the"
                            + " beginning")
    private Path corpus;

    @Option(names = "--alerts", paramLabel = "OUT", description = "writes alerts to a file, one JSON object a line")
    private Path alerts;

    @Option(
            names = "--reports",
            paramLabel = "OUT",
            description = "writes every evaluation to a file, in the same form")
    private Path reports;

    @Option(names = "--audit", paramLabel = "OUT", description = "writes the audit to a file, in the same form")
    private Path audit;

    @Option(
            names = "--panes",
            paramLabel = "OUT",
            description =
                    "writes closed panes to a file as panes export does, or one JSON object a line if it ends in .jsonl")
    private Path panes;

    @Spec
    private CommandSpec spec;

    private long refused;
    private long items;
    private long itemsRefused;
    private long read;

    @Override
    public Integer call() throws IOException {
        LeewayConfig loaded = config.load(Map.of());
        requireInput(loaded);
        PrintWriter out = spec.commandLine().getOut();
        try (Embedder embedder = RunCommand.open(loaded);
                PrintWriter alertFile = open(alerts);
                PrintWriter reportFile = open(reports);
                PaneOutput paneFile = PaneOutput.of(panes, loaded.applicationId(), PanesExportCommand.program(spec));
                PrintWriter auditFile = open(audit);
                BufferedReader lines = JsonLines.open(Files.newInputStream(events));
                Replay replay = new Replay(loaded, ports(embedder), outcome -> {
                    if (outcome instanceof Outcome.Alert alert) {
                        alertFile.println(Records.DRIFT_ALERT.toJson(alert.value()));
                        out.print(AlertText.of(alert.value()));
                        out.flush();
                    } else if (outcome instanceof Outcome.Report report) {
                        reportFile.println(Records.DRIFT_REPORT.toJson(report.value()));
                    } else if (outcome instanceof Outcome.Pane pane) {
                        paneFile.add(pane.value());
                    } else if (outcome instanceof Outcome.Audit record) {
                        auditFile.println(Records.AUDIT_RECORD.toJson(record.value()));
                    }
                })) {
            command(replay);
            learn(replay);
            play(lines, replay);
            requireWritten(alerts, alertFile);
            requireWritten(reports, reportFile);
            paneFile.commit();
            requireWritten(audit, auditFile);
            if (replay.waiting() > 0) {
                out.println(replay.waiting() + " commands had no effect: no pane of their agent ends after them");
            }
            if (corpus != null) {
                out.println(items + " items of corpora read, " + itemsRefused + " refused");
            }
            if (replay.leftOut() > 0) {
                out.println(replay.leftOut() + " panes of cohorts beyond cohorts.at-most were left out");
            }
            out.println(read + " events read, " + refused + " refused, " + replay.late() + " late");
        }
        return Exit.OK;
    }

    private void requireInput(LeewayConfig loaded) {
        List<String> inputs =
                loaded.inputs().stream().map(LeewayConfig.Input::topic).toList();
        if (topic != null && !inputs.contains(topic)) {
            throw new ParameterException(
                    spec.commandLine(), "--topic must be one of the inputs: " + String.join(", ", inputs));
        }
    }

    /** A command that cannot be read would be one that is missing, so it ends the replay. */
    private void command(Replay replay) throws IOException {
        if (commands == null) {
            return;
        }
        long number = 0;
        for (String line : Files.readAllLines(commands)) {
            number++;
            if (!line.isBlank()) {
                try {
                    replay.command(CommandDecoder.decode(line.getBytes(StandardCharsets.UTF_8)));
                } catch (BadCommandException e) {
                    throw new IOException(
                            "line " + number + " of " + commands + ": " + e.reason() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void learn(Replay replay) throws IOException {
        if (corpus == null) {
            return;
        }
        try (BufferedReader lines = JsonLines.open(Files.newInputStream(corpus))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                items++;
                try {
                    replay.item(JsonLines.bytes(line));
                } catch (BadEventException e) {
                    itemsRefused++;
                    spec.commandLine()
                            .getErr()
                            .println("line " + number + " of " + corpus + ": " + e.reason() + ": " + e.getMessage());
                }
            }
        }
    }

    private void play(BufferedReader lines, Replay replay) throws IOException {
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            read++;
            try {
                accept(JsonLines.bytes(line), replay);
            } catch (BadEventException e) {
                refused++;
                spec.commandLine().getErr().println("line " + number + ": " + e.reason() + ": " + e.getMessage());
            }
        }
        replay.end();
    }

    private void accept(byte[] line, Replay replay) {
        if (topic == null) {
            replay.accept(line);
        } else {
            replay.accept(InputRecord.of(topic, line, 0));
        }
    }

    static Ports ports(Embedder embedder) {
        return new Ports(
                embedder,
                Clock.systemUTC(),
                Set.of(),
                (source, reader) -> Long.MAX_VALUE,
                new LeewayMetrics(new SimpleMeterRegistry()));
    }

    static void requireWritten(Path file, PrintWriter writer) throws IOException {
        if (writer.checkError()) {
            throw new IOException("not everything could be written to " + file);
        }
    }

    private static PrintWriter open(Path file) throws IOException {
        return new PrintWriter(file == null ? Writer.nullWriter() : Files.newBufferedWriter(file));
    }
}
