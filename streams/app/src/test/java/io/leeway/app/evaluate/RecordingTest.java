/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Scenario scenario(String name, IntFunction<String> rows) throws IOException {
        ScenarioFixture fixture = new ScenarioFixture(folder);
        fixture.add(name, "no drift", false, row -> {
                    try {
                        return (ObjectNode) JSON.readTree(rows.apply(row));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .last()
                .put("change_at", ScenarioFixture.CHANGE);
        return ScenarioFolder.read(fixture.write(), "*").get(0);
    }

    private JsonNode event(Scenario scenario, int row) throws IOException {
        return JSON.readTree(Recording.read(scenario).rows().get(row).event());
    }

    @Test
    void shouldMakeEventsOfTexts() throws Exception {
        Scenario scenario = scenario("s1", row -> "{\"text\": \"größer\", \"phase\": \"ref\", \"label\": \"x\"}");
        String trace = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("s1-7".getBytes(StandardCharsets.UTF_8)))
                .substring(0, 32);

        assertThat(event(scenario, 7))
                .isEqualTo(JSON.readTree("{\"eventId\":\"s1-7\",\"agentId\":\"s1\",\"occurredAt\":1767225642000,"
                        + "\"sessionId\":\"s1-7\",\"traceId\":\"" + trace + "\",\"text\":\"größer\"}"));
        assertThat(Recording.read(scenario).rows().get(7).text()).isEqualTo("größer");
    }

    @Test
    void shouldTellNumbersFromCategoriesAndLeaveLabelsOut() throws IOException {
        Scenario scenario = scenario(
                "n1",
                row -> "{\"x\": {\"a\": 1.5, \"b\": 2, \"c\": \"red\", \"d\": true, \"e\": null, \"Churn\": \"Yes\", "
                        + "\"class\": 3}}");

        JsonNode event = event(scenario, 0);

        assertThat(event.get("numbers")).isEqualTo(JSON.readTree("{\"a\":1.5,\"b\":2}"));
        assertThat(event.get("categories")).isEqualTo(JSON.readTree("{\"c\":\"red\",\"d\":true,\"e\":null}"));
        assertThat(event.has("text")).isFalse();
    }

    @Test
    void shouldTakeTheTimesOfTheRecording() throws IOException {
        Recording recording = Recording.read(scenario(
                "c1", row -> "{\"text\": \"a\", \"t\": " + 1_700_000_006 + (row % 2 == 0 ? ".0" : ".5") + "}"));

        assertThat(recording.rowAt(1_700_000_006_000L)).isZero();
        assertThat(recording.rowAt(1_700_000_006_001L)).isEqualTo(600);
        assertThat(recording.rowAt(1_700_000_006_500L))
                .as("events at that very time are not before it")
                .isEqualTo(600);
        assertThat(recording.rowAt(Long.MAX_VALUE)).isEqualTo(ScenarioFixture.ROWS);
        assertThat(recording.timeOf(0)).isEqualTo(1_700_000_006_000L);
        assertThat(recording.timeOf(600)).isEqualTo(1_700_000_006_500L);
        assertThat(recording.timeOf(ScenarioFixture.ROWS)).isEqualTo(1_700_000_006_501L);
    }

    @Test
    void shouldGiveRunsOfRowsOneSession() throws IOException {
        Scenario scenario = scenario("c2_sessions_of_3", row -> "{\"text\": \"a\"}");

        assertThat(event(scenario, 899).get("sessionId").textValue()).isEqualTo("c2_sessions_of_3-899");
        assertThat(event(scenario, 902).get("sessionId").textValue()).isEqualTo("c2_sessions_of_3-900");
        assertThat(event(scenario, 903).get("sessionId").textValue()).isEqualTo("c2_sessions_of_3-903");
    }

    @Test
    void shouldRefuseAFileThatIsNotTheOneOfTheIndex() throws IOException {
        Scenario scenario = scenario("s2", row -> "{\"text\": \"a\"}");
        ScenarioFixture shorter = new ScenarioFixture(folder);
        shorter.add("s3", "no drift", false, row -> ScenarioFixture.text(row, "a"))
                .last()
                .put("n", 1300);
        Scenario claimsMore = ScenarioFolder.read(shorter.write(), "*").get(0);

        assertThatThrownBy(() -> Recording.read(claimsMore))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("has 1200 rows, but the index says 1300");
        Files.writeString(scenario.file(), "not compressed");
        assertThatThrownBy(() -> Recording.read(scenario))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("row 0");
    }
}
