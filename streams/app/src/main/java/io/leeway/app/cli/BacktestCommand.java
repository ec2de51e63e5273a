/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.backtest.Backtest;
import io.leeway.app.backtest.BacktestHtml;
import io.leeway.app.backtest.BacktestJson;
import io.leeway.app.backtest.BacktestResult;
import io.leeway.app.backtest.BacktestText;
import io.leeway.app.backtest.Candidate;
import io.leeway.app.backtest.HistoryException;
import io.leeway.app.backtest.KnownChange;
import io.leeway.app.backtest.Mark;
import io.leeway.app.backtest.Marks;
import io.leeway.app.backtest.Sensitivity;
import io.leeway.app.config.LeewayConfig;
import io.leeway.models.Embedder;
import io.leeway.stats.map.FeatureMapId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code backtest}: what a configuration would have alerted on. */
@Command(
        name = "backtest",
        description =
                "Runs a configuration over the history of closed panes, and prints the alerts that would have opened:"
                        + " the same, by id, that a service with that configuration raises over the same events.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

    @Mixin
    private HistoryOptions history;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "the current configuration, whose alerts are put beside those of the candidate (-c)")
    private Path against;

    @Option(
            names = "--marks",
            paramLabel = "FILE",
            description =
                    "stretches of the history known to be clean or to be incidents (YAML or JSON): for false alarms"
                            + " and delays")
    private Path marks;

    @Option(
            names = "--inject",
            paramLabel = "CHANGE",
            converter = ChangeConverter.class,
            description =
                    "also puts a known change into the history, in several sizes and at several moments, and says which"
                            + " would have been seen: new-topic, number:NAME or category:NAME; repeatable")
    private final List<KnownChange> changes = new ArrayList<>();

    @Option(
            names = "--moments",
            paramLabel = "N",
            defaultValue = "5",
            description = "with --inject: at how many moments (default: ${DEFAULT-VALUE})")
    private int moments;

    @Option(
            names = "--horizon",
            paramLabel = "D",
            defaultValue = "1d",
            converter = DurationConverter.class,
            description = "with --inject: after how long a change that was not seen counts as missed (default:"
                    + " ${DEFAULT-VALUE})")
    private Duration horizon;

    @Option(names = "--out", paramLabel = "JSON", description = "writes the result to a file, as JSON")
    private Path out;

    @Option(names = "--report", paramLabel = "HTML", description = "writes a page with tables and plots to a file")
    private Path report;

    @Option(names = "--json", description = "prints the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Mark> known = marks == null ? List.of() : Marks.read(marks);
        int threads = history.threads(spec);
        try (HistoryOptions.Opened opened = history.open(spec);
                Embedder embedder = RunCommand.open(opened.config())) {
            List<Candidate> candidates = new ArrayList<>();
            candidates.add(new Candidate("candidate", opened.config()));
            if (against != null) {
                candidates.add(new Candidate("current", LeewayConfig.load(against, Map.of())));
            }
            FeatureMapId featureMap = ReplayCommand.ports(embedder).featureMap();
            BacktestResult result = new Backtest(opened.records(), featureMap, threads, ProgressLine.on(spec))
                    .run(candidates, history.from(), known);
            write(
                    changes.isEmpty()
                            ? result
                            : result.with(new Sensitivity(opened.records(), featureMap, threads)
                                    .of(result, candidates, changes, moments, horizon)));
            return Exit.OK;
        } catch (HistoryException e) {
            spec.commandLine().getErr().println("leeway: " + e.getMessage());
            return Exit.USAGE;
        }
    }

    /** Reads a change. */
    static final class ChangeConverter implements ITypeConverter<KnownChange> {
        @Override
        public KnownChange convert(String text) {
            try {
                return KnownChange.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private void write(BacktestResult result) throws IOException {
        if (out != null) {
            Files.writeString(out, BacktestJson.of(result) + System.lineSeparator());
        }
        if (report != null) {
            Files.writeString(report, BacktestHtml.of(result));
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(json ? BacktestJson.of(result) + System.lineSeparator() : BacktestText.of(result));
        terminal.flush();
    }
}
