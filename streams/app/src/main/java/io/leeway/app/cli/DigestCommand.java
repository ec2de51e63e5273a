/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.cli.AgentPeriod.Strongest;
import io.leeway.app.config.Durations;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.Records;
import io.leeway.schemas.UndecodableRecordException;
import io.leeway.stats.evidence.FleetDigest;
import io.leeway.stats.evidence.FleetDigest.Entry;
import io.leeway.stats.evidence.FleetDigest.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code digest}: the fleet at a glance. */
@Command(
        name = "digest",
        description =
                "Ranks the agents by how strongly their inputs moved in the last period of a file of reports, and says which"
                        + " of them moved with the false discovery rate of the period controlled.",
        mixinStandardHelpOptions = true)
final class DigestCommand implements Callable<Integer> {

    @Option(
            names = "--reports",
            required = true,
            paramLabel = "FILE",
            description = "reports, one JSON object a line, as replay --reports writes them")
    private Path reports;

    @Option(
            names = "--period",
            paramLabel = "P",
            defaultValue = "24h",
            converter = PeriodConverter.class,
            description = "the stretch that ends with the newest report (default: ${DEFAULT-VALUE})")
    private Duration period;

    @Option(
            names = "--q",
            paramLabel = "Q",
            defaultValue = "0.1",
            description = "share of false ones among the reported agents (default: ${DEFAULT-VALUE})")
    private double q;

    @Option(
            names = "--any-dependence",
            description = "keeps the rate however the agents depend on each other (e-BH); reports fewer")
    private boolean anyDependence;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private Instant newest = Instant.MIN;

    @Override
    public Integer call() throws IOException {
        if (!(q > 0 && q < 1)) {
            throw new ParameterException(spec.commandLine(), "--q must be above 0 and below 1: " + q);
        }
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new ParameterException(spec.commandLine(), "--period must be positive: " + period);
        }
        // Twice through the file, for the end of the period is known only at its end.
        forEachReport(report -> newest = report.getPaneEnd().isAfter(newest) ? report.getPaneEnd() : newest);
        if (newest.equals(Instant.MIN)) {
            throw new IOException("no report in " + reports);
        }
        Instant from = newest.minus(period);
        SortedMap<StreamKey, AgentPeriod> agents = new TreeMap<>();
        forEachReport(report -> {
            if (report.getPaneEnd().isAfter(from) && report.getComparedWith() == null) {
                agents.computeIfAbsent(
                                StreamKey.of(report.getAgentId(), report.getCohort()), unused -> new AgentPeriod())
                        .add(report);
            }
        });
        print(agents, from);
        return Exit.OK;
    }

    private void print(SortedMap<StreamKey, AgentPeriod> agents, Instant from) {
        Map<String, Double> pValues = new TreeMap<>();
        agents.forEach((key, agent) -> {
            if (agent.comparisons() > 0) {
                pValues.put(key.toString(), agent.pValue(period));
            }
        });
        FleetDigest digest = FleetDigest.of(pValues, q, anyDependence ? Rule.E_BH : Rule.BENJAMINI_HOCHBERG);
        PrintWriter out = spec.commandLine().getOut();
        int widest = agents.keySet().stream()
                .mapToInt(key -> DigestText.name(key).length())
                .max()
                .orElse(1);
        if (!json) {
            out.println(from + " to " + newest + ": " + digest.reported().size() + " of " + pValues.size()
                    + " agents moved, at a false discovery rate of " + q);
            int silent = agents.size() - pValues.size();
            if (silent > 0) {
                out.println(silent + " more could not be judged");
            }
            if (!pValues.isEmpty()) {
                out.println(DigestText.head(widest));
            }
        }
        for (Entry entry : digest.entries()) {
            StreamKey key = StreamKey.parse(entry.name());
            AgentPeriod agent = agents.get(key);
            Strongest strongest = agent.strongest(period).orElseThrow();
            out.println(
                    json
                            ? DigestText.json(entry, key, strongest, agent.comparisons(), from, newest)
                            : DigestText.row(entry, key, strongest, widest));
        }
    }

    private void forEachReport(Consumer<DriftReport> consumer) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(reports)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(read(line, number));
                }
            }
        }
    }

    /** A digest that leaves something out would look like quiet agents, so an unreadable line ends it. */
    private DriftReport read(String line, long number) throws IOException {
        try {
            return Records.DRIFT_REPORT.fromJson(line);
        } catch (UndecodableRecordException e) {
            throw new IOException("line " + number + " of " + reports + ": " + e.getMessage(), e);
        }
    }

    /** Periods as the configuration has them. */
    static final class PeriodConverter implements picocli.CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.parse(text);
        }
    }
}
