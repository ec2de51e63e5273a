/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private static final String JSON = "{\"agentId\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"text\":\"hi\"}";
    private static final byte[] AVRO = Records.AGENT_INPUT.encode(AgentInput.newBuilder()
            .setAgentId("a")
            .setOccurredAt(Instant.parse("2026-01-01T00:00:00Z"))
            .setText("hi")
            .build());

    @Test
    void shouldTellTheFormatsApart() {
        Decoding decoder = Decoding.of(InputFormat.AUTO);

        for (byte[] bytes : new byte[][] {utf8(JSON), utf8(" \t\r\n" + JSON), AVRO}) {
            Event event = decoder.decode(bytes);
            assertThat(event.text()).isEqualTo("hi");
            assertThat(event.eventId()).isEqualTo(EventDecoder.digest(bytes)).hasSize(64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent,time,text", "\uFEFF{}", "   ", "\u00C3"})
    void shouldRefuseWhatIsNeither(String text) {
        BadEventException refusal = refusal(() -> Decoding.of(InputFormat.AUTO).decode(utf8(text)));

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal).hasMessageContaining("neither Avro").hasMessageContaining(utf8(text).length + " bytes");
    }

    @ParameterizedTest
    @EnumSource(InputFormat.class)
    void shouldRefuseARecordWithoutAValue(InputFormat format) {
        Decoding decoder = Decoding.of(format);

        for (byte[] nothing : new byte[][] {null, {}}) {
            BadEventException refusal = refusal(() -> decoder.decode(nothing));
            assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
            assertThat(refusal).hasMessage("the record has no value");
        }
    }

    @Test
    void shouldReadOnlyTheFormatItIsFixedTo() {
        assertThat(Decoding.of(InputFormat.JSON).decode(utf8(JSON)).text()).isEqualTo("hi");
        assertThat(Decoding.of(InputFormat.AVRO).decode(AVRO).text()).isEqualTo("hi");
        assertThat(refusal(() -> Decoding.of(InputFormat.JSON).decode(AVRO)).reason())
                .isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal(() -> Decoding.of(InputFormat.AVRO).decode(utf8(JSON)))
                        .reason())
                .isEqualTo(Reason.UNPARSABLE);
    }

    @Test
    void shouldGiveEqualRecordsTheSameIdAndOthersAnother() {
        Decoding decoder = Decoding.of(InputFormat.AUTO);

        assertThat(decoder.decode(utf8(JSON)).eventId())
                .isEqualTo(decoder.decode(utf8(JSON)).eventId());
        assertThat(decoder.decode(utf8(JSON)).eventId())
                .isNotEqualTo(decoder.decode(utf8(JSON.replace("hi", "ho"))).eventId());
        assertThat(decoder.decode(utf8(JSON.replace("{", "{\"eventId\":\"\","))).eventId())
                .hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775808",
                "9223372036854775807",
                "\"-999999999-01-01T00:00:00Z\"",
                "\"+999999999-12-31T00:00:00Z\"",
                "\"0000-12-31T23:59:59Z\"",
                "253402300800000"
            })
    void shouldRefuseTimesThatCannotBeReckonedWith(String time) {
        String json = JSON.replace("\"2026-01-01T00:00:00Z\"", time);

        BadEventException refusal = refusal(() -> Decoding.of(InputFormat.AUTO).decode(utf8(json)));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessageStartingWith("occurredAt ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"agentId\":\"a\\ud800\"", "\"cohort\":\"\\udc00x\",\"agentId\":\"a\""})
    void shouldRefuseKeysThatBytesCannotHold(String field) {
        String json = JSON.replace("\"agentId\":\"a\"", field);

        BadEventException refusal = refusal(() -> Decoding.of(InputFormat.AUTO).decode(utf8(json)));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessageContaining("must be well-formed Unicode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"numbers\":{\"a\":1,\"text/length\":1,\"z\":1}",
                "\"numbers\":{\"text/\":0}",
                "\"categories\":{\"text/mine\":\"x\"}"
            })
    void shouldRefuseNamesThatAreReserved(String field) {
        String json = JSON.replace("\"text\":\"hi\"", field);

        BadEventException refusal = refusal(() -> Decoding.of(InputFormat.AUTO).decode(utf8(json)));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessageContaining(".text/").hasMessageContaining("is reserved");
    }

    @Test
    void shouldTakeNamesThatOnlyLookReserved() {
        String json = JSON.replace(
                "\"text\":\"hi\"",
                "\"numbers\":{\"text\":1,\"text.length\":2,\"Text/x\":3,\"text/y\":null,\"texts/\":4}");

        assertThat(Decoding.of(InputFormat.AUTO).decode(utf8(json)).numbers())
                .containsOnlyKeys("text", "text.length", "Text/x", "texts/");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
