/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static io.leeway.app.ingest.otel.Otlp.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.Surroundings;
import io.leeway.app.ingest.otel.CountedTurn.By;
import io.leeway.app.ingest.otel.ServiceState.Agents;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered: its form, for how long, and how much of it. */
class TurnMemoryTest {

    private static final String TRACE_V1 = "01"
            + "0000000000000005" // touched
            + "01" // spoken
            + "0001" // turns
            + "ba7816bf8f01cfea414140de5dae2223" // the beginning of SHA-256 of "abc"
            + "00000000000000ff" // span
            + "00000003" // users
            + "01" // claimed
            + "00000007" // agent
            + "0000000000000001"
            + "0000000000000002"
            + "01" // tools
            + "0000000000000009"
            + "00046c6f6f6b"
            + "01" // usages
            + "000000000000000a"
            + "000000000000000b"
            + "000000000000000c"
            + "ffffffffffffffff"
            + "000000000000000d";

    private static final String SERVICE_V1 = "01" + "0000000000000005" + "02" + "0001" + "61" + "00";

    @Test
    void shouldKeepATraceInTheFormOfVersionOne() {
        TraceState state = new TraceState();
        state.speak();
        state.add(new CountedTurn(new TextDigest(new byte[0]).of("abc"), 255, 3, By.CLAIMED_CALL, 7, 1, 2));
        state.add(new ToolUse(9, "look"));
        state.add(new Usage(10, 11, 12, -1, 13));

        assertThat(HexFormat.of().formatHex(state.toBytes(5))).isEqualTo(TRACE_V1);
        TraceState read = TraceState.fromBytes(HexFormat.of().parseHex(TRACE_V1));
        assertThat(read.touched()).isEqualTo(5);
        assertThat(HexFormat.of().formatHex(read.toBytes(5))).isEqualTo(TRACE_V1);
    }

    @Test
    void shouldKeepAServiceInTheFormOfVersionOne() {
        ServiceState state = ServiceState.UNKNOWN.with(Agents.SPEAKING).with("a");

        assertThat(HexFormat.of().formatHex(state.toBytes(5))).isEqualTo(SERVICE_V1);
        assertThat(ServiceState.fromBytes(HexFormat.of().parseHex(SERVICE_V1)))
                .isEqualTo(new ServiceState(5, Agents.SPEAKING, "a", false));
    }

    @Test
    void shouldRefuseOtherForms() {
        byte[] later = HexFormat.of().parseHex("02" + TRACE_V1.substring(2));
        byte[] nobody = HexFormat.of().parseHex("01" + "0000000000000005" + "09" + "0001" + "61" + "00");

        assertThatThrownBy(() -> TraceState.fromBytes(later)).hasMessageContaining("unknown version 2");
        assertThatThrownBy(() -> ServiceState.fromBytes(nobody)).hasMessageContaining("damaged memory of a service");
    }

    @Test
    void shouldForgetTheOldestTurnsAndAddUpUsages() {
        TraceState state = new TraceState();
        for (int i = 0; i < 200; i++) {
            state.add(new CountedTurn(new byte[16], i + 1, 1, By.CALL, 0, i, i));
            state.add(new ToolUse(i, "t"));
            state.add(new Usage(i, 1, -1, -1, -1));
        }

        assertThat(state.any(turn -> turn.span() == 200 - TraceState.TURNS)).isFalse();
        assertThat(state.any(turn -> turn.span() == 200 - TraceState.TURNS + 1)).isTrue();
        assertThat(state.takeTools(0)).hasSize(TraceState.TOOLS);
        assertThat(state.takeUsage(0).input()).isEqualTo(200);
        assertThat(state.takeUsage(0).known()).isFalse();
    }

    @Test
    void shouldSaltDigests() {
        assertThat(new TextDigest(new byte[] {1}).of("abc"))
                .hasSize(16)
                .isNotEqualTo(new TextDigest(new byte[] {2}).of("abc"))
                .isEqualTo(new TextDigest(new byte[] {1}).of("abc"));
    }

    @Test
    void shouldForgetATraceAnHourAfterItsLastChange() {
        TurnMemory memory = TurnMemory.inMemory();
        OtlpDecoder decoder = new OtlpDecoder(TurnSource.AUTO, "model", memory);
        Otlp.events(decoder, call(1, 0));
        Otlp.events(decoder, call(2, 3_600_000));
        assertThat(keys(memory)).hasSize(2);

        Otlp.events(decoder, call(3, 3_600_001));
        assertThat(keys(memory)).hasSize(2).noneMatch(key -> key.endsWith("1"));
    }

    @Test
    void shouldNotForgetEverythingForASpanOfTheFuture() {
        TurnMemory memory = TurnMemory.inMemory();
        OtlpDecoder decoder = new OtlpDecoder(TurnSource.AUTO, "model", memory);
        Otlp.events(decoder, call(1, 0));

        decoder.read(
                Otlp.traces("shop", List.of(call(2, Integer.MAX_VALUE))).toByteArray(),
                Surroundings.bare("record", Otlp.START));

        assertThat(keys(memory)).hasSize(2);
    }

    @Test
    void shouldForgetTheOldestOfTooManyTraces() {
        TurnMemory memory = TurnMemory.inMemory();
        OtlpDecoder decoder = new OtlpDecoder(TurnSource.AUTO, "model", memory);
        List<Span> calls = new ArrayList<>();
        for (int i = 1; i <= TurnLedger.MOST_TRACES; i++) {
            calls.add(call(i, 0));
        }
        Otlp.events(decoder, calls.toArray(new Span[0]));
        Otlp.events(decoder, call(1, 1));
        Otlp.events(decoder, call(TurnLedger.MOST_TRACES + 1, 2));

        // The first has been touched again since, so it is the second that is the oldest.
        assertThat(keys(memory))
                .hasSize(TurnLedger.MOST_TRACES)
                .contains("trace:%032x".formatted(1))
                .doesNotContain("trace:%032x".formatted(2));
    }

    @Test
    void shouldForgetInTheSameOrderAfterARestart() {
        TurnMemory memory = TurnMemory.inMemory();
        Otlp.events(new OtlpDecoder(TurnSource.AUTO, "model", memory), call(1, 0));
        Otlp.events(new OtlpDecoder(TurnSource.AUTO, "model", memory), call(2, 3_600_001));

        assertThat(keys(memory)).containsExactly("trace:%032x".formatted(2));
    }

    private static Span call(int trace, int start) {
        return Otlp.in(
                "%032x".formatted(trace),
                "b",
                null,
                "chat",
                start,
                start + 1,
                "gen_ai.operation.name",
                "chat",
                "gen_ai.input.messages",
                messages("user", "hi"));
    }

    private static List<String> keys(TurnMemory memory) {
        List<String> keys = new ArrayList<>();
        memory.forEach((key, value) -> keys.add(key));
        return keys;
    }
}
