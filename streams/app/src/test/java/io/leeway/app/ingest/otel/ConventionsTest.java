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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each convention says, and where. */
class ConventionsTest {

    private static Span of(Object... attributes) {
        return span("a", null, "step", 0, 10, attributes);
    }

    private static Event only(Span... spans) {
        List<Event> events = events(TurnSource.AUTO, spans);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static Event call(Object... attributes) {
        List<Object> all = new ArrayList<>(List.of("gen_ai.operation.name", "chat"));
        all.addAll(Arrays.asList(attributes));
        return only(of(all.toArray()));
    }

    @Test
    void shouldReadAnInferenceOfOpenTelemetry() {
        Event event = call(
                "gen_ai.provider.name",
                "openai",
                "gen_ai.request.model",
                "small",
                "gen_ai.response.model",
                "small-2026",
                "gen_ai.response.finish_reasons",
                List.of("tool_calls", "stop"),
                "gen_ai.usage.input_tokens",
                10,
                "gen_ai.usage.output_tokens",
                5,
                "gen_ai.usage.cache_read.input_tokens",
                4,
                "gen_ai.usage.reasoning.output_tokens",
                2,
                "gen_ai.prompt.version",
                "v7",
                "gen_ai.agent.version",
                "2.0",
                "gen_ai.input.messages",
                messages("user", "hi"),
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"name\":\"look\"},"
                        + "{\"type\":\"tool_call\",\"name\":\"pay\"}]}]");

        assertThat(event.key().agentId()).isEqualTo("shop");
        assertThat(event.numbers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "inputTokens",
                        10.0,
                        "outputTokens",
                        5.0,
                        "cachedInputTokens",
                        4.0,
                        "reasoningTokens",
                        2.0,
                        "latencyMs",
                        10.0,
                        "messages",
                        1.0,
                        "toolCalls",
                        2.0));
        assertThat(event.categories())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "model", "small",
                        "responseModel", "small-2026",
                        "provider", "openai",
                        "operation", "chat",
                        "finishReason", "tool_calls",
                        "promptVersion", "v7",
                        "agentVersion", "2.0",
                        "content", "captured",
                        "tools", "look>pay"));
    }

    @Test
    void shouldReadAnInferenceOfOpenInference() {
        Event event = only(of(
                "openinference.span.kind", "LLM",
                "session.id", "s-1",
                "llm.system", "openai",
                "llm.model_name", "small-2026",
                "llm.invocation_parameters", "{\"model\":\"small\"}",
                "llm.prompt_template.version", "v7",
                "llm.token_count.prompt", 10,
                "llm.token_count.completion", 5,
                "llm.input_messages.10.message.role", "user",
                "llm.input_messages.10.message.contents.0.message_content.type", "text",
                "llm.input_messages.10.message.contents.0.message_content.text", "and",
                "llm.input_messages.10.message.contents.1.message_content.type", "text",
                "llm.input_messages.10.message.contents.1.message_content.text", "now?",
                "llm.input_messages.9.message.role", "tool",
                "llm.input_messages.9.message.content", "found",
                "llm.output_messages.0.message.role", "assistant",
                "llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "look"));

        assertThat(event.text()).isEqualTo("and\nnow?");
        assertThat(event.sessionId()).isEqualTo("s-1");
        assertThat(event.numbers()).containsEntry("inputTokens", 10.0).containsEntry("outputTokens", 5.0);
        assertThat(event.categories())
                .containsEntry("model", "small")
                .containsEntry("responseModel", "small-2026")
                .containsEntry("promptVersion", "v7")
                .containsEntry("provider", "openai")
                .containsEntry("tools", "look");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hi there|hi there",
                "{'messages':[{'role':'system','content':'x'},{'role':'user','content':'hi there'}]}|hi there",
                "{'messages':[[{'id':['HumanMessage'],'kwargs':{'type':'human','content':'hi there'}}]]}|hi there",
                "{'input':'hi there','chat_history':[]}|hi there",
                "['hi there']|hi there",
                "{'order':7}|{'order':7}",
                "[not json|[not json"
            })
    void shouldFindWhatAnAgentOfOpenInferenceWasAsked(String value, String text) {
        Event event = only(span(
                "a",
                null,
                "helper",
                0,
                10,
                "openinference.span.kind",
                "AGENT",
                "input.value",
                value.replace('\'', '"')));

        assertThat(event.text()).isEqualTo(text.replace('\'', '"'));
        assertThat(event.key().agentId()).isEqualTo("helper");
    }

    @Test
    void shouldReadAnInferenceOfOpenLlmetry() {
        Event event = only(of(
                "llm.request.type", "chat",
                "gen_ai.system", "openai",
                "gen_ai.prompt.0.role", "system",
                "gen_ai.prompt.0.content", "Be brief.",
                "gen_ai.prompt.1.role", "user",
                "gen_ai.prompt.1.content", "[{\"type\":\"text\",\"text\":\"hi\"}]",
                "gen_ai.completion.0.role", "assistant",
                "gen_ai.completion.0.finish_reason", "stop",
                "gen_ai.usage.prompt_tokens", 10,
                "traceloop.association.properties.session_id", "s-1",
                "traceloop.workflow.name", "refunds"));

        assertThat(event.text()).isEqualTo("hi");
        assertThat(event.sessionId()).isEqualTo("s-1");
        assertThat(event.key().agentId()).isEqualTo("refunds");
        assertThat(event.numbers()).containsEntry("inputTokens", 10.0).containsEntry("messages", 2.0);
        assertThat(event.categories())
                .containsEntry("finishReason", "stop")
                .containsEntry("operation", "chat")
                .containsEntry("tools", "none");
    }

    @Test
    void shouldReadAnAgentOfOpenLlmetry() {
        Event event = only(of(
                "traceloop.span.kind", "agent",
                "traceloop.entity.name", "helper",
                "traceloop.entity.input", "{\"args\":[7,\"hi\"],\"kwargs\":{}}"));

        assertThat(event.text()).isEqualTo("hi");
        assertThat(event.key().agentId()).isEqualTo("helper");
    }

    @Test
    void shouldReadTheWordsOfARunAmongAllItsMessages() {
        String all =
                messages("user", "before", "assistant", "yes", "user", "now", "tool", "found", "assistant", "done");

        assertThat(only(of(
                                "gen_ai.operation.name",
                                "invoke_agent",
                                "gen_ai.agent.name",
                                "helper",
                                "pydantic_ai.all_messages",
                                all,
                                "pydantic_ai.new_message_index",
                                2))
                        .text())
                .isEqualTo("now");
        assertThat(events(
                        TurnSource.AUTO,
                        of(
                                "gen_ai.operation.name",
                                "invoke_agent",
                                "pydantic_ai.all_messages",
                                all,
                                "pydantic_ai.new_message_index",
                                3)))
                .isEmpty();
    }

    @Test
    void shouldReadMessagesThatAreEventsOfASpan() {
        Span span = of("gen_ai.operation.name", "chat").toBuilder()
                .addEvents(moment("gen_ai.system.message", "content", "Be brief."))
                .addEvents(moment("gen_ai.user.message", "gen_ai.event.content", "{\"content\":\"hi\"}"))
                .addEvents(moment(
                        "gen_ai.choice",
                        "finish_reason",
                        "tool_calls",
                        "message",
                        "{\"tool_calls\":[{\"function\":{\"name\":\"look\"}}]}"))
                .build();

        Event event = only(span);

        assertThat(event.text()).isEqualTo("hi");
        assertThat(event.categories()).containsEntry("tools", "look").containsEntry("finishReason", "tool_calls");
    }

    private static Span.Event moment(String name, Object... attributes) {
        return Span.Event.newBuilder()
                .setName(name)
                .addAllAttributes(of(attributes).getAttributesList())
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gen_ai.input.messages|[{'role':'user','parts':[{'type':'text','content':'hi the|truncated",
                "gen_ai.input.messages_ref|s3://bucket|external",
                "gen_ai.input.messages|[{'role':'user','content':null}]|redacted",
                "unrelated|x|absent"
            })
    void shouldSayWhyThereIsNoText(String key, String value, String content) {
        Event event = call(key, value.replace('\'', '"'));

        assertThat(event.categories()).containsEntry("content", content);
        assertThat(event.text()).isEqualTo(content.equals("redacted") ? "__REDACTED__" : null);
    }

    @Test
    void shouldNotTakeOldWordsForNewOnesWhereTheNewestAttributesWereDropped() {
        Span cut = of(
                        "openinference.span.kind",
                        "LLM",
                        "llm.input_messages.0.message.role",
                        "user",
                        "llm.input_messages.0.message.content",
                        "an old question")
                .toBuilder()
                .setDroppedAttributesCount(9)
                .build();

        Event event = only(cut);

        assertThat(event.text()).isNull();
        assertThat(event.categories()).containsEntry("content", "truncated");
    }

    @Test
    void shouldLeaveOutNumbersThatCannotBe() {
        Event event = call(
                "gen_ai.usage.input_tokens",
                -1,
                "gen_ai.usage.output_tokens",
                Double.NaN,
                "gen_ai.usage.cache_read.input_tokens",
                Double.POSITIVE_INFINITY,
                "gen_ai.usage.reasoning.output_tokens",
                "many",
                "gen_ai.input.messages",
                messages("user", "hi"));

        assertThat(event.numbers()).containsOnlyKeys("latencyMs", "messages");
        assertThat(events(
                                TurnSource.AUTO,
                                of("gen_ai.operation.name", "chat").toBuilder()
                                        .setEndTimeUnixNano(1)
                                        .build())
                        .get(0)
                        .numbers())
                .isEmpty();
    }

    @Test
    void shouldShowEightToolsWithNamesOfReasonableLength() {
        List<String> names = new ArrayList<>(List.of("x".repeat(80)));
        for (int i = 1; i < 9; i++) {
            names.add("t" + i);
        }

        assertThat(ToolUse.sequence(names)).isEqualTo("x".repeat(64) + ">t1>t2>t3>t4>t5>t6>t7>…");
        assertThat(ToolUse.sequence(List.of())).isEqualTo("none");
    }

    private static Span embedding(String model) {
        return span(
                "e",
                null,
                "embed",
                0,
                5,
                "openinference.span.kind",
                "EMBEDDING",
                "embedding.model_name",
                model,
                "embedding.embeddings.0.embedding.text",
                "hi",
                "embedding.embeddings.0.embedding.vector",
                List.of(0.5, 1),
                "embedding.embeddings.1.embedding.text",
                "__REDACTED__",
                "embedding.embeddings.1.embedding.vector",
                List.of(0.25, 2.0),
                "embedding.embeddings.2.embedding.text",
                "odd",
                "embedding.embeddings.2.embedding.vector",
                List.of(Double.NaN));
    }

    @Test
    void shouldReadEachTextThatWasEmbedded() {
        List<Event> events = events(TurnSource.EMBEDDINGS, embedding("model"));

        assertThat(events).extracting(Event::text).containsExactly("hi", null, "odd");
        assertThat(events)
                .extracting(Event::eventId)
                .allSatisfy(id -> assertThat(id).startsWith(Otlp.TRACE))
                .doesNotHaveDuplicates();
        assertThat(events.get(0).eventId()).endsWith("-000000000000000e-0");
        assertThat(events.get(0).embedding()).containsExactly(0.5f, 1);
        assertThat(events.get(0).embeddingModel()).isEqualTo("model");
        assertThat(events.get(1).embedding()).containsExactly(0.25f, 2);
        assertThat(events.get(1).categories()).containsEntry("content", "redacted");
        assertThat(events.get(2).embedding()).isNull();
    }

    @Test
    void shouldGiveATurnTheVectorOfItsTextByTheSameModel() {
        Span call = of("gen_ai.operation.name", "chat", "gen_ai.input.messages", messages("user", "hi"));

        assertThat(events(decoder(TurnSource.AUTO), call, embedding("model"))
                        .get(0)
                        .embedding())
                .containsExactly(0.5f, 1);
        assertThat(events(decoder(TurnSource.AUTO), call, embedding("another"))
                        .get(0)
                        .embedding())
                .isNull();
    }
}
