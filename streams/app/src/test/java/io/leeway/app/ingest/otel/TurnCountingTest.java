/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static io.leeway.app.ingest.otel.Otlp.decoder;
import static io.leeway.app.ingest.otel.Otlp.events;
import static io.leeway.app.ingest.otel.Otlp.messages;
import static io.leeway.app.ingest.otel.Otlp.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.Event;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each turn counts once, whatever telemetry repeats. */
class TurnCountingTest {

    private static final String OTHER_TRACE = "1af7651916cd43dd8448eb211c80319c";

    private static Span agent(String id, String parent, String name, int start, int end, String... said) {
        return span(
                id,
                parent,
                "invoke_agent " + name,
                start,
                end,
                "gen_ai.operation.name",
                "invoke_agent",
                "gen_ai.agent.name",
                name,
                "gen_ai.input.messages",
                messages(said));
    }

    private static Span silentAgent(String id, String parent, String name, int start, int end) {
        return span(id, parent, name, start, end, "gen_ai.operation.name", "invoke_agent", "gen_ai.agent.name", name);
    }

    private static Span call(String id, String parent, int start, int end, String... said) {
        return Otlp.call(Otlp.TRACE, id, parent, start, end, said);
    }

    private static Span silentCall(String id, String parent, int start, int end) {
        return span(id, parent, "chat", start, end, "gen_ai.operation.name", "chat", "gen_ai.usage.input_tokens", 10);
    }

    private static Span tool(String id, String parent, String name, int start) {
        return span(
                id, parent, name, start, start + 1, "gen_ai.operation.name", "execute_tool", "gen_ai.tool.name", name);
    }

    private static List<String> texts(List<Event> events) {
        return events.stream().map(Event::text).toList();
    }

    @Test
    void shouldCountTheAgentAndNotItsCalls() {
        List<Event> events = events(
                TurnSource.AUTO,
                call("b", "a", 1, 5, "user", "hi"),
                tool("c", "a", "look", 5),
                call("d", "a", 7, 9, "user", "hi", "assistant", "…", "tool", "found"),
                agent("a", null, "helper", 0, 10, "user", "hi"));

        assertThat(events).hasSize(1);
        assertThat(events.get(0).key().agentId()).isEqualTo("helper");
        assertThat(events.get(0).numbers()).containsEntry("inputTokens", 20.0).containsEntry("toolCalls", 1.0);
        assertThat(events.get(0).categories()).containsEntry("tools", "look");
    }

    @Test
    void shouldNotCountACallThatGoesOn() {
        assertThat(events(
                        TurnSource.AUTO,
                        call("a", null, 1, 2, "user", "hi", "tool", "found"),
                        call("b", null, 3, 4, "user", "hi", "assistant", "hello"),
                        call("c", null, 5, 6, "system", "Be brief.")))
                .isEmpty();
    }

    @Test
    void shouldCountARetryOnce() {
        assertThat(events(TurnSource.AUTO, call("a", null, 1, 2, "user", "hi"), call("b", null, 3, 4, "user", "hi")))
                .hasSize(1);
    }

    @Test
    void shouldCountTheSameWordsInAnotherTurn() {
        assertThat(events(
                        TurnSource.AUTO,
                        call("a", null, 1, 2, "user", "yes please"),
                        call("b", null, 3, 4, "user", "yes please", "assistant", "done", "user", "yes please"),
                        Otlp.call(OTHER_TRACE, "c", null, 5, 6, "user", "yes please")))
                .hasSize(3);
    }

    @Test
    void shouldCountTheSameWordsToAnAgentAskedAgain() {
        assertThat(events(
                        TurnSource.AUTO,
                        agent("a", null, "helper", 0, 5, "user", "yes please"),
                        agent("b", null, "helper", 10, 15, "user", "yes please")))
                .hasSize(2);
    }

    @Test
    void shouldClaimWhatACallHasCounted() {
        OtlpDecoder decoder = decoder(TurnSource.AUTO);

        List<Event> first = events(decoder, call("b", "a", 1, 5, "user", "hi"));
        List<Event> second = events(decoder, agent("a", null, "helper", 0, 10, "user", "hi"));

        assertThat(texts(first)).containsExactly("hi");
        assertThat(second).isEmpty();
    }

    @Test
    void shouldLeaveTheCallsOfAServiceToItsAgents() {
        OtlpDecoder decoder = decoder(TurnSource.AUTO);
        events(decoder, agent("a", null, "helper", 0, 10, "user", "hi"));

        assertThat(events(decoder, Otlp.call(OTHER_TRACE, "b", "c", 20, 25, "user", "more")))
                .isEmpty();
        assertThat(Otlp.read(
                                decoder,
                                Otlp.traces("other", List.of(Otlp.call(OTHER_TRACE, "b", "c", 20, 25, "user", "more"))))
                        .events())
                .hasSize(1);
    }

    @Test
    void shouldCountASpanThatIsSentAgainOnce() {
        OtlpDecoder decoder = decoder(TurnSource.AUTO);
        Span agent = agent("a", null, "helper", 0, 10, "user", "hi");

        assertThat(events(decoder, agent, agent)).hasSize(1);
        assertThat(events(decoder, agent)).isEmpty();
    }

    @Test
    void shouldCountInnerAgentsByTheirOwnInput() {
        assertThat(texts(events(
                        TurnSource.AUTO,
                        call("c", "b", 3, 4, "user", "subtask"),
                        agent("b", "a", "expert", 2, 5, "user", "subtask"),
                        call("d", "a", 1, 2, "user", "task"),
                        agent("a", null, "boss", 0, 10, "user", "task"))))
                .containsExactly("subtask", "task");
    }

    @Test
    void shouldCountAnAgentThatIsWrappedOnce() {
        OtlpDecoder decoder = decoder(TurnSource.AUTO);

        assertThat(events(decoder, agent("b", "a", "helper", 2, 5, "user", "hi")))
                .hasSize(1);
        assertThat(events(decoder, agent("a", null, "helper", 1, 6, "user", "hi")))
                .isEmpty();
        // Another agent that passes the words on as they are is another agent.
        assertThat(events(decoder, agent("9", null, "boss", 0, 7, "user", "hi")))
                .hasSize(1);
    }

    @Test
    void shouldCountTheCallsOfAnAgentThatDoesNotSayWhatItWasAsked() {
        List<Event> events = events(
                TurnSource.AUTO,
                call("c", "b", 1, 5, "user", "hi"),
                tool("d", "b", "look", 5),
                call("e", "b", 7, 9, "user", "hi", "tool", "found"),
                silentAgent("b", "a", "helper", 0, 10),
                silentAgent("a", null, "workflow", 0, 10));

        assertThat(texts(events)).containsExactly("hi");
        assertThat(events.get(0).key().agentId()).isEqualTo("helper");
    }

    @Test
    void shouldCountTheCallsOfAnAgentWhoseInputHasTheAnswersToo() {
        List<Event> events = events(
                TurnSource.AUTO,
                call("b", "a", 1, 5, "user", "hi"),
                agent("a", null, "helper", 0, 10, "user", "hi", "assistant", "hello"));

        assertThat(texts(events)).containsExactly("hi");
        assertThat(events.get(0).key().agentId()).isEqualTo("helper");
    }

    @Test
    void shouldLendTheNameOfTheOnlyAgentOfAServiceToCallsThatComeBeforeIt() {
        OtlpDecoder decoder = decoder(TurnSource.AUTO);
        events(decoder, call("b", "a", 1, 5, "user", "hi"));
        assertThat(events(decoder, silentAgent("a", null, "helper", 0, 10))).isEmpty();

        assertThat(events(decoder, Otlp.call(OTHER_TRACE, "c", "d", 20, 25, "user", "more")))
                .singleElement()
                .satisfies(event -> assertThat(event.key().agentId()).isEqualTo("helper"));
    }

    @Test
    void shouldCountOneTurnWhereNothingIsRecorded() {
        List<Event> events = events(
                TurnSource.AUTO,
                silentCall("c", "b", 1, 5),
                tool("e", "b", "look", 5),
                silentCall("d", "b", 7, 9),
                silentAgent("b", "a", "helper", 0, 10),
                silentAgent("a", null, "workflow", 0, 10));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.key().agentId()).isEqualTo("helper");
            assertThat(event.text()).isNull();
            assertThat(event.categories()).containsEntry("content", "absent").containsEntry("tools", "look");
            assertThat(event.numbers()).containsEntry("inputTokens", 20.0);
        });
    }

    @Test
    void shouldCountOneTurnWhereNothingIsRecordedHoweverItArrives() {
        OtlpDecoder decoder = decoder(TurnSource.AUTO);

        List<Event> events = new ArrayList<>();
        for (Span span : List.of(
                silentCall("c", "b", 1, 5), silentCall("d", "b", 7, 9), silentAgent("b", null, "helper", 0, 10))) {
            events.addAll(events(decoder, span));
        }

        assertThat(events).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"AGENTS, hi", "CALLS, hi there"})
    void shouldCountOnlyWhatIsWanted(TurnSource source, String text) {
        assertThat(texts(events(
                        source,
                        call("b", "a", 1, 5, "user", "hi there"),
                        agent("a", null, "helper", 0, 10, "user", "hi"))))
                .containsExactly(text);
    }

    @ParameterizedTest
    @EnumSource(TurnSource.class)
    void shouldPassOverEverythingElse(TurnSource source) {
        assertThat(Otlp.read(
                        decoder(source),
                        Otlp.traces(
                                "shop",
                                List.of(
                                        span("a", null, "GET /", 0, 9, "http.request.method", "GET"),
                                        tool("b", "a", "look", 1)))))
                .satisfies(decoded -> assertThat(decoded.events()).isEmpty())
                .satisfies(decoded -> assertThat(decoded.faults()).isEmpty());
    }

    @Test
    void shouldSayWhichElementCannotBeUsed() {
        Span timeless = call("b", null, 0, 0, "user", "hi").toBuilder()
                .clearStartTimeUnixNano()
                .build();

        assertThat(Otlp.read(
                                decoder(TurnSource.AUTO),
                                Otlp.traces(
                                        null,
                                        List.of(
                                                tool("e", null, "look", 0),
                                                call("a", null, 1, 2, "user", "one"),
                                                timeless)))
                        .faults())
                .satisfiesExactly(
                        nameless -> {
                            assertThat(nameless.element()).isEqualTo(1);
                            assertThat(nameless.message()).startsWith("no agent");
                        },
                        late -> {
                            assertThat(late.element()).isEqualTo(2);
                            assertThat(late.message()).contains("start");
                        });
    }

    @Test
    void shouldNotEndlesslyFollowParentsInACircle() {
        assertThat(events(
                        TurnSource.AUTO,
                        agent("a", "b", "one", 0, 10, "user", "x"),
                        agent("b", "a", "two", 1, 9, "user", "y"),
                        call("c", "c", 1, 2, "user", "z")))
                .hasSize(2);
    }

    @Test
    void shouldFollowAChainOfAnyLength() {
        int length = 50_000;
        List<Span> chain = new ArrayList<>(List.of(agent("1", null, "helper", 0, 10, "user", "hi")));
        for (int i = 2; i < length; i++) {
            chain.add(span("%x".formatted(i), "%x".formatted(i - 1), "step", 1, 2));
        }
        chain.add(tool("ffffff", "%x".formatted(length - 1), "look", 3));

        assertThat(events(TurnSource.AUTO, chain.toArray(new Span[0])))
                .singleElement()
                .satisfies(event -> assertThat(event.categories()).containsEntry("tools", "look"));
    }

    @Test
    void shouldRememberWithoutTheWords() {
        TurnMemory memory = TurnMemory.inMemory();
        OtlpDecoder decoder = new OtlpDecoder(TurnSource.AUTO, "model", memory);
        events(decoder, call("a", null, 1, 2, "user", "a secret thing"));

        List<String> kept = new ArrayList<>();
        memory.forEach((key, value) -> kept.add(key + new String(value, StandardCharsets.ISO_8859_1)));

        assertThat(kept).isNotEmpty().noneMatch(bytes -> bytes.contains("secret"));
    }

    @Test
    void shouldGoOnFromWhatAnotherDecoderRemembered() {
        TurnMemory memory = TurnMemory.inMemory();
        events(new OtlpDecoder(TurnSource.AUTO, "model", memory), call("a", null, 1, 2, "user", "hi"));

        assertThat(events(new OtlpDecoder(TurnSource.AUTO, "model", memory), call("b", null, 3, 4, "user", "hi")))
                .isEmpty();
        assertThat(events(
                        new OtlpDecoder(TurnSource.AUTO, "model", memory, new byte[] {1}),
                        call("c", null, 5, 6, "user", "hi")))
                .hasSize(1);
    }

    @Test
    void shouldGroupTheMessagesOfACallInLogs() {
        var logs = Otlp.logs(
                "shop",
                Otlp.log("a", "gen_ai.system.message", Map.of("content", "Be brief.")),
                Otlp.log("a", "gen_ai.user.message", Map.of("content", "hi")),
                Otlp.log("b", "gen_ai.user.message", Map.of("content", "hi")),
                Otlp.log("b", "gen_ai.tool.message", Map.of("content", "found")),
                Otlp.log("a", "gen_ai.choice", Map.of("finish_reason", "stop", "message", Map.of("content", "hello"))),
                Otlp.log("c", "", Map.of(), "event.name", "gen_ai.user.message"),
                Otlp.log("d", "something.else", "hi"));

        List<Event> events = Otlp.read(decoder(TurnSource.AUTO), logs).events();

        assertThat(texts(events)).containsExactly("hi", null);
        assertThat(events.get(0).categories())
                .containsEntry("finishReason", "stop")
                .containsEntry("tools", "none");
        assertThat(events.get(0).numbers()).containsEntry("messages", 2.0);
        assertThat(events.get(1).categories()).containsEntry("content", "absent");
    }
}
