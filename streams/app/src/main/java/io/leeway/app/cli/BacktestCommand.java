/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.backtest.Backtest;
import io.leeway.app.backtest.BacktestHtml;
import io.leeway.app.backtest.BacktestJson;
import io.leeway.app.backtest.BacktestResult;
import io.leeway.app.backtest.BacktestText;
import io.leeway.app.backtest.Candidate;
import io.leeway.app.backtest.HistoryException;
import io.leeway.app.backtest.Mark;
import io.leeway.app.backtest.Marks;
import io.leeway.app.config.LeewayConfig;
import io.leeway.models.Embedder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            Backtest backtest = new Backtest(
                    opened.records(), ReplayCommand.ports(embedder).featureMap(), threads, ProgressLine.on(spec));
            write(backtest.run(candidates, history.from(), known));
            return Exit.OK;
        } catch (HistoryException e) {
            spec.commandLine().getErr().println("leeway: " + e.getMessage());
            return Exit.USAGE;
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
