/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command behind {@code scripts/calibration}: runs the simulations and writes what came out.
 *
 * <p>Nothing depends on the clock or on the number of threads: the same seed gives the same results.
 */
@Command(
        name = "calibration",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Simulates agents with and without a change: expected run lengths, delays, controls.")
public final class Calibration implements Callable<Integer> {

    /** Seeds from one piece to the next, more than a piece has streams. */
    private static final long SEEDS = 1_000_000;

    @Option(names = "--quick", description = "Few streams and days: minutes instead of an hour, and wide intervals.")
    boolean quick;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "A part or one piece of it, such as run-lengths, run-lengths/mild or N7; may be repeated.")
    List<String> only = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also writes calibration.json, calibration.md and run-lengths.svg there.")
    Path out;

    @Option(names = "--seed", paramLabel = "N", description = "The first seed; default ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(
            names = "--streams",
            paramLabel = "N",
            description = "Streams of each kind of traffic; default 80, quick 8.")
    Integer streams;

    @Option(names = "--days", paramLabel = "N", description = "Monitored days of each; default 10, quick 4.")
    Integer days;

    @Option(
            names = "--texts",
            paramLabel = "DIR",
            description =
                    "A folder with banking77 and clinc150 as published: detectability/recorded is then a part too.")
    Path texts;

    @Option(names = "--threads", paramLabel = "N", description = "Streams at a time; default as many as processors.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    CommandLine.Model.CommandSpec spec;

    /** Runs it; the exit code is 2 for options that make no sense. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Calibration()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        requirePositive("--streams", streams);
        requirePositive("--days", days);
        requirePositive("--threads", threads);
        requireTexts();
        Results results = new Results(seed, quick);
        try (Workers workers = new Workers(threads)) {
            run(wanted(pieces(workers, results)));
        }
        PrintWriter output = spec.commandLine().getOut();
        output.print(results.markdown());
        output.flush();
        if (out != null) {
            results.write(out);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Piece> pieces(Workers workers, Results results) {
        Map<String, LongConsumer> works = new LinkedHashMap<>();
        RunLengths runLengths = new RunLengths(orElse(streams, quick ? 8 : 80), orElse(days, quick ? 4 : 10), workers);
        for (RunLengths.Cell cell : RunLengths.CELLS) {
            works.put("run-lengths/" + cell.label(), first -> results.addRunLengths(runLengths.run(cell, first)));
        }
        Delays delays = new Delays(orElse(streams, quick ? 8 : 72), quick ? 20 : 110, workers);
        works.put("delays", first -> results.addDelays(delays.run(first)));
        int each = orElse(streams, quick ? 4 : 20);
        new Controls(each, orElse(days, quick ? 2 : 5), workers)
                .all()
                .forEach((name, control) ->
                        works.put("controls/" + name, first -> results.addControl(control.apply(first))));
        new SpecialControls(each, quick ? 20 : 100, workers)
                .all()
                .forEach((name, control) ->
                        works.put("controls/" + name, first -> results.addControl(control.apply(first))));
        new Cohorts(orElse(streams, quick ? 8 : 80), orElse(days, quick ? 2 : 5), workers)
                .pieces(results::addCohorts)
                .forEach((name, work) -> works.put("cohorts/" + name, work));
        Detectabilities detectabilities = new Detectabilities(orElse(streams, quick ? 2 : 8), workers);
        for (Detectabilities.Cell cell : Detectabilities.CELLS) {
            works.put(
                    "detectability/" + cell.label(),
                    first -> results.addDetectability(detectabilities.run(cell, first)));
        }
        if (texts != null) {
            new RecordedDetectability(texts, orElse(streams, quick ? 2 : 12), workers)
                    .pieces(results::addDetectability)
                    .forEach((name, work) -> works.put("detectability/recorded/" + name, work));
        }
        List<Piece> pieces = new ArrayList<>();
        works.forEach((name, work) -> pieces.add(new Piece(name, seed + SEEDS * (1 + pieces.size()), work)));
        return pieces;
    }

    private List<Piece> wanted(List<Piece> pieces) {
        List<Piece> wanted = pieces.stream().filter(this::wanted).toList();
        if (wanted.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--only " + String.join(" --only ", only) + " names none of "
                            + String.join(", ", pieces.stream().map(Piece::name).toList()));
        }
        return wanted;
    }

    private void run(List<Piece> pieces) {
        PrintWriter progress = spec.commandLine().getErr();
        for (Piece piece : pieces) {
            long begin = System.nanoTime();
            piece.work().accept(piece.firstSeed());
            progress.printf(
                    Locale.ROOT,
                    "%s: seeds from %d, %.1f s%n",
                    piece.name(),
                    piece.firstSeed(),
                    (System.nanoTime() - begin) / 1e9);
            progress.flush();
        }
    }

    private boolean wanted(Piece piece) {
        return only.isEmpty()
                || only.stream()
                        .anyMatch(name -> piece.name().equals(name)
                                || piece.name().startsWith(name + "/")
                                || piece.name().endsWith("/" + name));
    }

    private void requirePositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), option + " must be at least 1, not " + value);
        }
    }

    private void requireTexts() {
        if (texts == null && only.stream().anyMatch(name -> name.startsWith("detectability/recorded"))) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "detectability/recorded needs --texts DIR with banking77 and clinc150 in it");
        }
        if (texts != null
                && !(Files.isDirectory(texts.resolve("banking77")) && Files.isDirectory(texts.resolve("clinc150")))) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--texts " + texts + " must have the folders banking77 and clinc150");
        }
    }

    private static int orElse(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    /**
     * One part of the whole that can be run alone.
     *
     * @param name what {@code --only} knows it by
     * @param firstSeed seed of its first stream; independent of what else is run
     * @param work what it does, from that seed on
     */
    private record Piece(String name, long firstSeed, LongConsumer work) {}
}
