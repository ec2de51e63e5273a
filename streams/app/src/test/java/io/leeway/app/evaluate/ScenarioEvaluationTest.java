/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.Counters;
import io.leeway.app.service.Ports;
import io.leeway.app.service.SettableClock;
import io.leeway.models.HashingEmbedder;
import io.leeway.stats.evaluate.Tally;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Two tables and two streams of texts, one of each with a change that nobody can miss. */
class ScenarioEvaluationTest {

    private static final String[] OLD = {"card", "lost", "order", "refund", "parcel", "late", "bill", "account"};
    private static final String[] NEW = {"wetter", "morgen", "regen", "sonne", "wind", "schnee", "nebel", "frost"};
    private static final String NASTY = "no drift <b>&\"'";

    @TempDir
    private static Path folder;

    private static EvaluationResult result;

    @BeforeAll
    static void run() throws IOException {
        ScenarioFixture fixture = new ScenarioFixture(folder);
        fixture.add(
                "n1_unit_error",
                "drift",
                true,
                row -> ScenarioFixture.number(row, row < ScenarioFixture.CHANGE ? 1 : 10));
        fixture.add("n2_control", NASTY, false, row -> ScenarioFixture.number(row, 1));
        fixture.add(
                "s1_words", "drift", true, row -> ScenarioFixture.text(row, row < ScenarioFixture.CHANGE ? OLD : NEW));
        fixture.add("s2_control_hard", "no drift", false, row -> ScenarioFixture.text(row, OLD));
        result = evaluate(ScenarioFolder.read(fixture.write(), "*"), 2);
    }

    private static EvaluationResult evaluate(List<Scenario> streams, int threads) throws IOException {
        Ports ports = new Ports(
                HashingEmbedder.of(32),
                new SettableClock(),
                Set.of(),
                (source, reader) -> Long.MAX_VALUE,
                new Counters().metrics());
        LeewayConfig config = LeewayConfig.parse("test", "", Map.of(), Map.of());
        return new ScenarioEvaluation(config, ports, folder.resolve("cache"), threads).run(streams, Progress.NONE);
    }

    private static StreamResult stream(String name) {
        return result.streams().stream()
                .filter(stream -> stream.scenario().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldFindTheChangesInTime() {
        assertThat(List.of(stream("n1_unit_error"), stream("s1_words"))).allSatisfy(stream -> {
            assertThat(stream.verdict()).isEqualTo(StreamResult.Verdict.DRIFT);
            assertThat(stream.outcome()).isEqualTo("in time");
            assertThat(stream.score().delay().getAsInt()).isBetween(10, 250);
            assertThat(stream.score().falseAlarms()).isZero();
            assertThat(stream.evaluations()).isEqualTo(120);
        });
        assertThat(stream("n1_unit_error").detectors()).anyMatch(name -> name.startsWith("number:price/"));
        assertThat(stream("s1_words").detectors()).contains("text/embedding");
        assertThat(stream("s1_words").states().get(0).row()).isEqualTo(10);
        assertThat(result.totals())
                .extracting(Tally::driftStreams, Tally::detectedInTime)
                .containsExactly(2, 2);
        assertThat(result.totals().stationaryEvents()).isEqualTo(300 + 600 + 300 + 600);
    }

    @Test
    void shouldScoreSimpleDetectorsByTheSameRule() {
        Map<String, Tally> baselines = result.baselines();

        assertThat(baselines.keySet())
                .containsExactly("always-fire", "never-fire", "centroid-distance", "ks-bonferroni", "mmd-permutation");
        assertThat(baselines.get("always-fire"))
                .as("alarmed from the beginning, so silent when something changes")
                .extracting(Tally::falseAlarms, Tally::detectedInTime)
                .containsExactly(4, 0);
        assertThat(baselines.get("never-fire"))
                .extracting(Tally::falseAlarms, Tally::detectedInTime)
                .containsExactly(0, 0);
        assertThat(baselines.get("centroid-distance").detectedInTime())
                .as("the one with texts")
                .isEqualTo(1);
        // A change goes undetected only where a false alarm was open already.
        assertThat(List.of(baselines.get("ks-bonferroni"), baselines.get("mmd-permutation")))
                .allSatisfy(tally ->
                        assertThat(tally.detectedInTime() + tally.falseAlarms()).isGreaterThanOrEqualTo(2))
                .allSatisfy(tally -> assertThat(tally.detectedInTime()).isPositive());
    }

    @Test
    void shouldComeToTheSameOnAnyNumberOfThreadsAndWithVectorsFromTheCache() throws IOException {
        EvaluationResult again = evaluate(ScenarioFolder.read(folder, "*"), 1);

        assertThat(again.timing().embedded()).isZero();
        assertThat(again.timing().texts()).isEqualTo(result.timing().texts()).isPositive();
        assertThat(withoutTiming(again)).isEqualTo(withoutTiming(result));
    }

    private static JsonNode withoutTiming(EvaluationResult any) throws IOException {
        JsonNode json = new JsonMapper().readTree(EvaluationJson.of(any));
        return ((ObjectNode) json).without("timing");
    }

    @Test
    void shouldWriteTheFieldsThatProgramsRead() throws IOException {
        JsonNode json = new JsonMapper().readTree(EvaluationJson.of(result));

        assertThat(json.get("streams")).hasSize(4);
        JsonNode found = json.get("streams").get(0);
        assertThat(found.get("name").textValue()).isEqualTo("n1_unit_error");
        assertThat(found.get("verdict").textValue()).isEqualTo("drift");
        assertThat(found.get("detected").booleanValue()).isTrue();
        assertThat(found.get("late").booleanValue()).isFalse();
        assertThat(found.get("falseAlarms").intValue()).isZero();
        assertThat(found.get("firstAlertRow").intValue())
                .isEqualTo(ScenarioFixture.CHANGE + found.get("delay").intValue());
        assertThat(found.get("detectors")).isNotEmpty();
        assertThat(found.get("states")).isNotEmpty().allMatch(state -> state.has("row") && state.has("flags"));
        assertThat(found.get("evaluations").intValue()).isEqualTo(120);
        assertThat(json.get("streams").get(1).get("delay").isNull()).isTrue();
        assertThat(json.get("totals").fieldNames())
                .toIterable()
                .contains(
                        "driftStreams",
                        "detectedInTime",
                        "detectedCleanly",
                        "detectedByChance",
                        "medianDelay",
                        "stationaryEvents",
                        "falseAlarms",
                        "falseAlarmsPer10k");
        assertThat(json.get("baselines")).hasSize(5);
        assertThat(json.get("calibration"))
                .extracting(length -> length.get("requestedHours").intValue())
                .containsExactly(10, 30, 100, 300);
        assertThat(json.get("calibration").get(0).get("hours").doubleValue())
                .isEqualTo(1800 * 6 / 3600.0, offset(0.01));
    }

    @Test
    void shouldPrintALineForEachStreamAndDetector() {
        String text = EvaluationText.of(result);

        assertThat(text.lines())
                .anyMatch(line -> line.matches("n1_unit_error +drift +in time +\\d+ +0  number:price/.*"))
                .anyMatch(line -> line.matches("n2_control +no drift +quiet +- +0"))
                .anyMatch(line -> line.matches("leeway +2 +2 +0\\.0 +2 .*"))
                .anyMatch(line -> line.startsWith("ks-bonferroni "))
                .anyMatch(line -> line.matches("embedding .* s .*, evaluation .* s, threads 2"));
    }

    @Test
    void shouldDrawAPageThatNeedsNothingElse() throws Exception {
        String page = EvaluationHtml.of(result);

        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("h3").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(4 + 2);
        assertThat(document.getElementsByTagName("polyline").getLength()).isPositive();
        assertThat(document.getDocumentElement().getTextContent()).contains(NASTY, "n1_unit_error", "s2_control_hard");
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        for (String attribute : List.of("src", "href", "xlink:href")) {
            var all = document.getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                assertThat(((Element) all.item(i)).getAttribute(attribute)).matches("|#.*");
            }
        }
        assertThat(page).doesNotContain("url(", "@import");
    }
}
