/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static io.leeway.schemas.UndecodableRecordException.Reason.INVALID_JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormTest {
    private static final String INPUT = "\"agentId\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\"";

    @Test
    void shouldLeaveOutNullFieldsAndKeepEmptyCollections() {
        AgentInput input = Records.AGENT_INPUT.fromJson("{" + INPUT + "}");

        assertThat(Records.AGENT_INPUT.toJson(input)).isEqualTo("{" + INPUT + ",\"numbers\":{},\"categories\":{}}");
    }

    @Test
    void shouldReadExplicitNullsAsAbsent() {
        AgentInput input = Records.AGENT_INPUT.fromJson("{" + INPUT + ",\"text\":null,\"numbers\":{\"n\":null}}");

        assertThat(input.getText()).isNull();
        assertThat(input.getNumbers()).containsEntry("n", null);
    }

    @Test
    void shouldIgnoreUnknownFields() {
        AgentInput input = Records.AGENT_INPUT.fromJson("{" + INPUT + ",\"colour\":{\"deep\":[1,2]}}");

        assertThat(input.getAgentId()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T02:00:00+02:00, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.123999Z, 2026-01-01T00:00:00.123Z",
        "-0044-03-15T12:00:00Z, -0044-03-15T12:00:00Z"
    })
    void shouldReadInstants(String written, Instant expected) {
        AgentInput input = Records.AGENT_INPUT.fromJson("{\"agentId\":\"a\",\"occurredAt\":\"" + written + "\"}");

        assertThat(input.getOccurredAt()).isEqualTo(expected);
    }

    @Test
    void shouldCutInstantsToMillisecondsInBothForms() {
        ControlCommand command = ControlCommand.newBuilder()
                .setCommandId("k-3")
                .setKind(CommandKind.MUTE)
                .setAgentId("support")
                .setIssuedBy("ana")
                .setIssuedAt(Samples.T1)
                .setUntil(Instant.parse("2026-01-01T00:00:00.123456Z"))
                .build();

        assertThat(Records.CONTROL_COMMAND.fromJson(Records.CONTROL_COMMAND.toJson(command)))
                .isEqualTo(Records.CONTROL_COMMAND.decode(Records.CONTROL_COMMAND.encode(command)));
    }

    @Test
    void shouldWriteNumbersThatAreNotFiniteAsStrings() {
        String json = Records.DRIFT_REPORT.toJson(Samples.driftReport());

        assertThat(json).contains("\"statistic\":\"Infinity\"").contains("\"returnPeriodPanes\":\"NaN\"");
    }

    @Test
    void shouldReadNumbersThatAreNotFinite() {
        AgentInput input = Records.AGENT_INPUT.fromJson(
                "{" + INPUT + ",\"numbers\":{\"a\":\"NaN\",\"b\":\"-Infinity\"},\"embedding\":[\"Infinity\",1e-3]}");

        assertThat(input.getNumbers()).isEqualTo(Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY));
        assertThat(input.getEmbedding()).isEqualTo(List.of(Float.POSITIVE_INFINITY, 1e-3f));
    }

    @Test
    void shouldReadAnUnknownSymbolAsTheDefaultOfItsEnum() {
        String json = Records.CONTROL_COMMAND.toJson(Samples.controlCommand()).replace("\"PIN\"", "\"RETIRE\"");

        assertThat(Records.CONTROL_COMMAND.fromJson(json).getKind()).isEqualTo(CommandKind.UNKNOWN);
    }

    @Test
    void shouldReadAWholeNumberWrittenAsDecimal() {
        String json = Records.PANE_SUMMARY.toJson(Samples.paneSummary()).replace("\"events\":2,", "\"events\":2.0,");

        assertThat(Records.PANE_SUMMARY.fromJson(json).getEvents()).isEqualTo(2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"occurredAt\":\"2026-01-01T00:00:00Z\"} | $.agentId: is required and absent",
                "{\"agentId\":null} | $.agentId: must be a value",
                "{\"agentId\":7} | $.agentId: must be a string, but is 7",
                "{\"agentId\":\"a\",\"occurredAt\":1767225600000} | $.occurredAt: must be an ISO-8601 instant",
                "{\"agentId\":\"a\",\"occurredAt\":\"yesterday\"} | but is 'yesterday'",
                "{\"agentId\":\"a\",\"occurredAt\":\"+999999999-01-01T00:00:00Z\"} | within 64 bits of milliseconds",
                "{INPUT,\"numbers\":[]} | $.numbers: must be an object, but is an array of 0",
                "{INPUT,\"numbers\":{\"n\":\"5\"}} | $.numbers['n']: must be a number of double precision",
                "{INPUT,\"numbers\":{\"n\":1e999}} | $.numbers['n']: must be a number of double precision",
                "{INPUT,\"numbers\":{\"n\":true}} | but is true",
                "{INPUT,\"categories\":{\"c\":1}} | $.categories['c']: must be a string, but is 1",
                "{INPUT,\"embedding\":{}} | $.embedding: must be an array, but is an object",
                "{INPUT,\"embedding\":[0.5,1e300]} | $.embedding[1]: must be a number of single precision",
                "{INPUT,\"embedding\":[null]} | $.embedding[0]: must be a value"
            })
    void shouldNameThePathAndTheRule(String json, String expected) {
        assertThat(refused(Records.AGENT_INPUT, json.replace("INPUT", INPUT))).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"events\":2 | \"events\":2.5 | $.events: must be an integer of 64 bits, but is 2.5",
                "\"events\":2 | \"events\":9223372036854775808 | $.events: must be an integer of 64 bits",
                "\"formatVersion\":1 | \"formatVersion\":2147483648 | $.formatVersion: must be an integer of 32 bits",
                "\"closedBy\":\"IDLE\" | \"closedBy\":1 | $.closedBy: must be one of [TIME, IDLE], but is 1",
                "AAECAw== | A*A | $.summary: must be a base64 string"
            })
    void shouldCheckTheRangeOfScalars(String original, String replacement, String expected) {
        String json = Records.PANE_SUMMARY.toJson(Samples.paneSummary()).replace(original, replacement);

        assertThat(refused(Records.PANE_SUMMARY, json)).hasMessageContaining(expected);
    }

    @Test
    void shouldNameThePathInsideNestedRecords() {
        String json = Records.DRIFT_ALERT.toJson(Samples.driftAlert()).replace("\"score\":0.5", "\"score\":\"high\"");

        assertThat(refused(Records.DRIFT_ALERT, json)).hasMessageContaining("$.exemplars[1].score");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "7", "{", "{} {}", "{\"agentId\":\"a\",\"agentId\":\"b\"}", "{'agentId':1}"})
    void shouldRefuseWhatIsNotOneObject(String json) {
        assertThat(refused(Records.AGENT_INPUT, json).reason()).isEqualTo(INVALID_JSON);
    }

    @Test
    void shouldNotRepeatTextsInMessages() {
        var misplaced = refused(Records.AGENT_INPUT, "{\"agentId\":\"a\",\"occurredAt\":\"my card was charged\"}");
        var malformed = refused(Records.AGENT_INPUT, "{\"text\":mycardwascharged}");

        assertThat(misplaced).hasMessageContaining("a string of 19 characters").hasNoCause();
        assertThat(malformed)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("card")
                .hasNoCause();
    }

    private static UndecodableRecordException refused(Codec<?> codec, String json) {
        var thrown = catchThrowableOfType(UndecodableRecordException.class, () -> codec.fromJson(json));
        assertThat(thrown).as("refusal of %s", json).isNotNull();
        return thrown;
    }
}
