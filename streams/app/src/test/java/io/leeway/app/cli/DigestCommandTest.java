/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schemas.DriftReport;
import io.leeway.schemas.FeatureEvaluation;
import io.leeway.schemas.MonitorState;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCommandTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldRankTheAgentsOfTheLastPeriod() throws IOException {
        // Two comparisons each. quiet: .5·2 = 1; support: 1e-9·2·2 evaluations; small: an effect below its gate.
        Path file = reports(
                report("small", null, 1, test("text", 1e-30, 0.01)),
                report("support", "v2", 1, test("text", 1e-9, 0.2), test("number:n", 0.4, 0.5)),
                report("support", "v2", 2, test("text", 0.2, 0.1), test("number:n", 0.3, 0.5)),
                report("quiet", null, 1440, test("text", 0.5, 0.1), test("number:n", 0.6, 0.5)),
                report("silent", null, 1440));

        CommandRun run = CommandRun.of("digest", "--reports", file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z: 1 of 3 agents moved, at a false discovery rate of 0.1
                1 more could not be judged
                rank  agent         p         adjusted         strongest comparison
                   1  support (v2)  4.0e-09   1.2e-08   MOVED  text (embedding), PT20M against trailing, effect 0.200
                   2  quiet         1.0e+00   1.0e+00   -      text (embedding), PT20M against trailing, effect 0.100
                   2  small         1.0e+00   1.0e+00   -      text (embedding), PT20M against trailing, effect 0.010
                """);
    }

    @Test
    void shouldForgetWhatLiesBeforeThePeriod() throws IOException {
        Path file = reports(
                report("a", null, 1, test("text", 1e-12, 0.2)),
                report("a", null, 61, test("text", 0.5, 0.2)),
                report("b", null, 61, test("text", 1e-12, 0.2)));

        CommandRun run = CommandRun.of("digest", "--reports", file.toString(), "--period", "1h", "--json");

        assertThat(run.out().lines())
                .containsExactly(
                        "{\"rank\":1,\"agentId\":\"b\",\"moved\":true,\"pValue\":1.0E-12,\"adjusted\":2.0E-12,"
                                + "\"comparisons\":1,\"feature\":\"text\",\"detector\":\"embedding\",\"window\":\"PT20M\","
                                + "\"reference\":\"trailing\",\"effect\":0.2,\"from\":\"2026-01-01T00:01:00Z\","
                                + "\"to\":\"2026-01-01T01:01:00Z\"}",
                        "{\"rank\":2,\"agentId\":\"a\",\"moved\":false,\"pValue\":0.5,\"adjusted\":0.5,"
                                + "\"comparisons\":1,\"feature\":\"text\",\"detector\":\"embedding\",\"window\":\"PT20M\","
                                + "\"reference\":\"trailing\",\"effect\":0.2,\"from\":\"2026-01-01T00:01:00Z\","
                                + "\"to\":\"2026-01-01T01:01:00Z\"}");
    }

    @Test
    void shouldPreferReturnPeriods() throws IOException {
        FeatureEvaluation.Builder calibrated = test("text", 1e-9, 0.2).setReturnPeriodPanes(14_400.0);
        Path file = reports(report("a", "x|y", 1440, calibrated), report("a", "x|y", 1439, test("number:n", 0.9, 0)));

        CommandRun run = CommandRun.of("digest", "--reports", file.toString(), "--json");

        // 2·(1 − exp(−1440/14400))
        assertThat(run.out()).contains("\"pValue\":0.1903", "\"cohort\":\"x|y\"", "\"moved\":false");
    }

    @Test
    void shouldPayLessForLongWindowsThanForEveryEvaluation() throws IOException {
        assertThat(pValueOfADay("500 events in PT6H")).isEqualTo(1440 * 1e-5);
        // 73·2 ln(1e5) = 1681 for the 72 windows of 20 minutes, which is above the 1,440 evaluations.
        assertThat(pValueOfADay("PT20M")).isEqualTo(1440 * 1e-5);
        assertThat(pValueOfADay("PT1H")).isBetween(25 * 23.02 * 1e-5, 25 * 23.03 * 1e-5);
    }

    @Test
    void shouldReportFewerUnderAnyDependence() throws IOException {
        Path file =
                reports(report("a", null, 1, test("text", 0.01, 0.2)), report("b", null, 1, test("text", 0.02, 0.2)));

        assertThat(CommandRun.of("digest", "--reports", file.toString()).out()).contains("2 of 2 agents moved");
        assertThat(CommandRun.of("digest", "--reports", file.toString(), "--any-dependence")
                        .out())
                .contains("0 of 2 agents moved");
    }

    @Test
    void shouldRefuseAFileItCannotReadAsAWhole() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");
        Path torn = Files.writeString(folder.resolve("torn.jsonl"), "\n{\"agentId\":\"secret");

        assertFailed("no such file: ", folder.resolve("missing"));
        assertFailed("no report in ", empty);
        assertFailed("line 2 of " + torn + ": DriftReport: not one JSON object", torn);
    }

    private static void assertFailed(String message, Path file) {
        CommandRun run = CommandRun.of("digest", "--reports", file.toString());

        assertThat(run.exit()).isEqualTo(Exit.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("leeway: " + message)
                .doesNotContain("secret")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--q 0", "--q 1", "--q NaN", "--period 0s", "--period -1h", "--period soon", "--q"})
    void shouldRefuseWrongUsage(String options) {
        CommandRun run = CommandRun.of(("digest --reports any " + options).split(" ", -1));

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(options.split(" ", -1)[0]).doesNotContain("\tat ");
    }

    /** Of one comparison every minute, always p = 1e-5. */
    private double pValueOfADay(String window) throws IOException {
        Path file = reports(IntStream.rangeClosed(1, 1440)
                .mapToObj(minute ->
                        report("a", null, minute, test("text", 1e-5, 0.2).setWindow(window)))
                .toArray(DriftReport[]::new));
        CommandRun run = CommandRun.of("digest", "--reports", file.toString(), "--json");
        assertThat(run.err()).isEmpty();
        return Double.parseDouble(run.out().replaceAll("(?s).*\"pValue\":([^,]*),.*", "$1"));
    }

    private Path reports(DriftReport... reports) throws IOException {
        return Files.write(
                folder.resolve("reports.jsonl"),
                Stream.of(reports).map(Records.DRIFT_REPORT::toJson).toList());
    }

    private static DriftReport report(String agent, String cohort, int minute, FeatureEvaluation.Builder... tests) {
        return DriftReport.newBuilder()
                .setAgentId(agent)
                .setCohort(cohort)
                .setPaneStart(START.plusSeconds(60L * (minute - 1)))
                .setPaneEnd(START.plusSeconds(60L * minute))
                .setState(MonitorState.OK)
                .setConfigVersion("c")
                .setFeatureMap("m")
                .setLimits(List.of())
                .setTests(Stream.of(tests).map(FeatureEvaluation.Builder::build).toList())
                .build();
    }

    private static FeatureEvaluation.Builder test(String feature, double pValue, double effect) {
        return FeatureEvaluation.newBuilder()
                .setFeature(feature)
                .setDetector(feature.equals("text") ? "embedding" : "ladder")
                .setWindow("PT20M")
                .setReference("trailing")
                .setStatistic(1)
                .setPValue(pValue)
                .setThreshold(1e-5)
                .setEffect(effect)
                .setEffectGate(0.03)
                .setEvents(500)
                .setEffectiveEvents(100)
                .setReferenceEvents(5000)
                .setPhi(1)
                .setDeff(1)
                .setSignificant(pValue <= 1e-5);
    }
}
