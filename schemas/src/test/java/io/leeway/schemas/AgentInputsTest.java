/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentInputsTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static AgentInputBuilder complete() {
        return AgentInputs.of("support")
                .eventId("e-1")
                .at(TIME)
                .cohort("v2")
                .session("s-9")
                .trace(TRACE)
                .text("my card was charged twice")
                .number("latencyMs", 812)
                .category("tool", "refund");
    }

    @Test
    void shouldWriteTheSameInputInBothForms() {
        AgentInput input = complete().build();

        assertThat(Records.AGENT_INPUT.read(complete().toAvro())).isEqualTo(input);
        assertThat(Records.AGENT_INPUT.read(complete().toJson())).isEqualTo(input);
        assertThat(new String(complete().toJson(), UTF_8)).isEqualTo(Records.AGENT_INPUT.toJson(input));
        assertThat(input.getOccurredAt()).isEqualTo(TIME);
        assertThat(input.getNumbers()).containsEntry("latencyMs", 812.0);
    }

    @Test
    void shouldGiveEachInputAnIdAndTheTime() {
        Instant before = Instant.now().minusMillis(1);

        AgentInput first = AgentInputs.of("support").text("hello").build();
        AgentInput second = AgentInputs.of("support").text("hello").build();

        assertThat(first.getEventId()).isNotEmpty().isNotEqualTo(second.getEventId());
        assertThat(first.getOccurredAt()).isBetween(before, Instant.now());
    }

    @Test
    void shouldTakeTheTraceOutOfATraceParent() {
        assertThat(complete()
                        .trace("00-" + TRACE + "-b7ad6b7169203331-01")
                        .build()
                        .getTraceId())
                .isEqualTo(TRACE);
        assertThat(complete().trace("my-own-id").build().getTraceId()).isEqualTo("my-own-id");
    }

    @Test
    void shouldSayThatATextWasRedacted() {
        assertThat(complete().redactedText().build().getText()).isEqualTo("__REDACTED__");
    }

    @Test
    void shouldSayThatValuesAreMissing() {
        AgentInput input = complete()
                .number("latencyMs", Double.NaN)
                .category("tool", null)
                .build();

        assertThat(input.getNumbers()).containsEntry("latencyMs", null);
        assertThat(input.getCategories()).containsEntry("tool", null);
    }

    @Test
    void shouldTakeAVectorInPlaceOfAText() {
        AgentInput input =
                AgentInputs.of("support").embedding("my-model", 0.5f, -0.5f).build();

        assertThat(input.getEmbedding()).containsExactly(0.5f, -0.5f);
        assertThat(input.getEmbeddingModel()).isEqualTo("my-model");
        assertThat(input.getText()).isNull();
    }

    @Test
    void shouldNotChangeWhatWasBuilt() {
        AgentInputBuilder builder = complete();
        AgentInput before = builder.build();

        builder.number("latencyMs", 1).text("other");

        assertThat(before).isEqualTo(complete().build());
    }

    @Test
    void shouldRefuseWhatSaysNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AgentInputs.of("support").session("s-9").build())
                .withMessageContaining("a text, an embedding, a number or a category");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/length"})
    void shouldRefuseNamesThatTheServiceWouldRefuse(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> complete().number(name, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> complete().category(name, "a"));
    }

    @Test
    void shouldRefuseOtherBadValuesAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentInputs.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> AgentInputs.of(null));
        assertThatIllegalArgumentException().isThrownBy(() -> complete().cohort("*"));
        assertThatIllegalArgumentException().isThrownBy(() -> complete().embedding("m"));
        assertThatIllegalArgumentException().isThrownBy(() -> complete().embedding("m", Float.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> complete().embedding("", 1f));
    }
}
