/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.app.ingest.otel.Otlp;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What a user said to an agent, once, and what came of it, as the agent's instrumentation would see it.
 *
 * @param agent the agent
 * @param millis when, in milliseconds after {@link Otlp#START}
 * @param nanos how long it took
 * @param trace its trace, 32 digits
 * @param span its span, 16 digits
 * @param session the conversation, or null
 * @param text what was said
 * @param model the model that answered
 * @param finish why the answer ended
 * @param inputTokens tokens read
 * @param outputTokens tokens written, or null
 */
record SpokenTurn(
        String agent,
        long millis,
        long nanos,
        String trace,
        String span,
        String session,
        String text,
        String model,
        String finish,
        int inputTokens,
        Integer outputTokens) {

    private static final int PER_MINUTE = 5;
    private static final int MINUTE = 60_000;

    /** Turns of an agent of which everything changes at once after some minutes. */
    static List<SpokenTurn> of(String agent, int minutes, int changeAt) {
        Random random = new Random(agent.hashCode());
        List<SpokenTurn> turns = new ArrayList<>();
        for (int i = 0; i < minutes * PER_MINUTE; i++) {
            boolean changed = i / PER_MINUTE >= changeAt;
            String text = Traffic.words(changed ? Traffic.AFTER : Traffic.BEFORE, random);
            turns.add(new SpokenTurn(
                    agent,
                    (long) i * MINUTE / PER_MINUTE + random.nextInt(1_000),
                    Math.round(1e8 * Math.exp(random.nextGaussian() * 0.3) * (changed ? 3 : 1)),
                    String.format("%016x%016x", agent.hashCode() & 0xFFFF_FFFFL, i + 1),
                    String.format("%016x", random.nextLong() | 1),
                    // Some belong to no conversation, the others to one of three turns.
                    i % 11 == 0 ? null : agent + "-" + i / 3,
                    // What forms have to escape, and what takes more than one byte.
                    i % 5 == 0 ? "\"Für\" {\\ 😀\n" + text : text,
                    random.nextInt(10) < (changed ? 8 : 2) ? "large" : "small",
                    random.nextInt(10) == 0 ? "length" : "stop",
                    50 + random.nextInt(100),
                    i % 13 == 0 ? null : 20 + random.nextInt(changed ? 400 : 100)));
        }
        return turns;
    }

    /** In the order in which they were said. */
    static Comparator<SpokenTurn> inOrder() {
        return Comparator.comparingLong(SpokenTurn::millis).thenComparing(SpokenTurn::agent);
    }

    /** As spans of agents, of which one service has many. */
    static TracesData traces(List<SpokenTurn> turns) {
        return Otlp.traces("shop", turns.stream().map(SpokenTurn::asSpan).toList());
    }

    /** As details of calls, which name no agent but the service. */
    static LogsData logs(List<SpokenTurn> turns) {
        LogsData.Builder logs = LogsData.newBuilder();
        turns.forEach(turn ->
                logs.addAllResourceLogs(Otlp.logs(turn.agent, turn.details()).getResourceLogsList()));
        return logs.build();
    }

    private Span asSpan() {
        Span started = Otlp.in(trace, span, null, "invoke_agent " + agent, millis, millis, attributes("invoke_agent"));
        return started.toBuilder()
                .setEndTimeUnixNano(started.getStartTimeUnixNano() + nanos)
                .build();
    }

    private LogRecord details() {
        Span same = asSpan();
        return Otlp.log(span, "gen_ai.client.inference.operation.details", null, attributes("chat")).toBuilder()
                .setTraceId(same.getTraceId())
                .setTimeUnixNano(same.getStartTimeUnixNano())
                .build();
    }

    private Object[] attributes(String operation) {
        List<Object> attributes = new ArrayList<>(List.of(
                "gen_ai.operation.name",
                operation,
                "gen_ai.request.model",
                model,
                "gen_ai.response.finish_reasons",
                List.of(finish),
                "gen_ai.input.messages",
                Otlp.messages("system", "Be brief.", "user", text),
                "gen_ai.usage.input_tokens",
                inputTokens));
        if (operation.equals("invoke_agent")) {
            attributes.addAll(List.of("gen_ai.agent.name", agent));
        }
        if (session != null) {
            attributes.addAll(List.of("gen_ai.conversation.id", session));
        }
        if (outputTokens != null) {
            attributes.addAll(List.of("gen_ai.usage.output_tokens", outputTokens));
        }
        return attributes.toArray();
    }
}
