/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.evaluate.EvaluationHtml;
import io.leeway.app.evaluate.EvaluationJson;
import io.leeway.app.evaluate.EvaluationResult;
import io.leeway.app.evaluate.EvaluationText;
import io.leeway.app.evaluate.Scenario;
import io.leeway.app.evaluate.ScenarioEvaluation;
import io.leeway.app.evaluate.ScenarioException;
import io.leeway.app.evaluate.ScenarioFolder;
import io.leeway.models.Embedder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: measures the detectors on recorded streams. */
@Command(
        name = "evaluate",
        description = "Runs recorded streams with known changes through the same stages, and prints what was found, "
                + "how soon, and with how many false alarms, beside simple detectors.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--scenarios",
            required = true,
            paramLabel = "DIR",
            description = "folder with index.json and the recorded streams")
    private Path scenarios;

    @Option(
            names = "--only",
            paramLabel = "GLOB",
            defaultValue = "*",
            description = "only the streams whose names match (default: all)")
    private String only;

    @Option(names = "--out", paramLabel = "JSON", description = "writes the results to a file, as JSON")
    private Path out;

    @Option(names = "--report", paramLabel = "HTML", description = "writes a page with tables and plots to a file")
    private Path report;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "folder that keeps vectors from one run to the next (default: ~/.cache/leeway/embeddings)")
    private Path cache;

    @Option(names = "--model", paramLabel = "NAME", description = "embedding model, instead of the configured one")
    private String model;

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one for each processor)")
    private Integer threads;

    @Option(names = "--json", description = "prints the results as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1: " + workers);
        }
        LeewayConfig loaded = config.load(model == null ? Map.of() : Map.of("model.name", model));
        try {
            List<Scenario> streams = ScenarioFolder.read(scenarios, only);
            write(run(loaded, streams, workers));
            return Exit.OK;
        } catch (ScenarioException e) {
            spec.commandLine().getErr().println("leeway: " + e.getMessage());
            return Exit.USAGE;
        }
    }

    private EvaluationResult run(LeewayConfig loaded, List<Scenario> streams, int workers) throws IOException {
        Path vectors = cache == null ? defaultCache() : cache;
        try (Embedder embedder = RunCommand.open(loaded)) {
            return new ScenarioEvaluation(loaded, ReplayCommand.ports(embedder), vectors, workers)
                    .run(streams, ProgressLine.on(spec));
        }
    }

    private void write(EvaluationResult result) throws IOException {
        String written = EvaluationJson.of(result);
        if (out != null) {
            Files.writeString(out, written + System.lineSeparator());
        }
        if (report != null) {
            Files.writeString(report, EvaluationHtml.of(result));
        }
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            terminal.println(written);
        } else {
            terminal.print(EvaluationText.of(result));
        }
        terminal.flush();
    }

    private static Path defaultCache() {
        return Path.of(System.getProperty("user.home"), ".cache", "leeway", "embeddings");
    }
}
