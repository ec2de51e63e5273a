/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.backtest.Mark;
import io.leeway.app.backtest.Marks;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneList;
import io.leeway.app.tune.CandidateFile;
import io.leeway.app.tune.Goal;
import io.leeway.app.tune.Proposal;
import io.leeway.app.tune.Tuner;
import io.leeway.models.Embedder;
import io.leeway.stats.window.MonitorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tune}: windows and budgets for a goal. */
@Command(
        name = "tune",
        description = "Searches windows and budgets that meet a goal on the history of closed panes, and writes the"
                + " configuration, or says that the traffic cannot support the goal and what it could (exit 1). Choices are"
                + " made on the first half of the history, and figures come from the second.",
        mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {

    @Mixin
    private HistoryOptions history;

    @Option(
            names = "--goal",
            required = true,
            paramLabel = "GOAL",
            converter = GoalConverter.class,
            description =
                    "what is wanted, such as \"false alarms <= 1 per 30d, detect 10%% new topic within 1h\"; other"
                            + " changes: \"10%% swap of CATEGORY\", \"0.5 sd of NUMBER\"")
    private Goal goal;

    @Option(
            names = "--marks",
            paramLabel = "FILE",
            description = "stretches of the history known to be incidents (YAML or JSON): nothing is tuned on them")
    private Path marks;

    @Option(
            names = "--moments",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "at how many moments of each half the change is put in, of which those count at which the agent is"
                            + " judged and undisturbed (default: ${DEFAULT-VALUE})")
    private int moments;

    @Option(names = "--out", paramLabel = "FILE", description = "writes the configuration with the proposal in it")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Mark> known = marks == null ? List.of() : Marks.read(marks);
        try (HistoryOptions.Opened opened = history.open(spec);
                Embedder embedder = RunCommand.open(opened.config())) {
            Proposal proposal = new Tuner(
                            opened.records(),
                            ReplayCommand.ports(embedder).featureMap(),
                            known,
                            moments,
                            history.threads(spec))
                    .search(settings(opened), goal);
            spec.commandLine().getOut().print(proposal.text());
            spec.commandLine().getOut().flush();
            if (!proposal.met()) {
                return Exit.FAILED;
            }
            write(proposal);
            return Exit.OK;
        }
    }

    /** The settings that the agents share. */
    private MonitorSettings settings(HistoryOptions.Opened opened) throws IOException {
        List<MonitorSettings> settings = PaneList.of(opened.records()).rows().keySet().stream()
                .map(stream -> opened.config().settingsFor(stream.agentId()))
                .distinct()
                .toList();
        if (settings.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "the agents have different settings now; tune those with equal ones (--agent)");
        }
        return settings.isEmpty() ? opened.config().defaults() : settings.get(0);
    }

    private void write(Proposal proposal) throws IOException {
        if (out == null) {
            return;
        }
        Files.writeString(out, CandidateFile.of(history.configuration(), history.agents(), proposal));
        String version = LeewayConfig.load(out, Map.of()).configVersion();
        spec.commandLine().getOut().println("configuration " + version + " written to " + out);
        spec.commandLine().getOut().flush();
    }

    /** Reads a goal. */
    static final class GoalConverter implements ITypeConverter<Goal> {
        @Override
        public Goal convert(String text) {
            try {
                return Goal.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
