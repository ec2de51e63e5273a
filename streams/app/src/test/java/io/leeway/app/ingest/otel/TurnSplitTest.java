/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static io.leeway.app.ingest.otel.Otlp.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.Event;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exporters send the spans of a conversation in records of any length, in the order in which they end. */
class TurnSplitTest {

    private static final int TURNS = 10;
    private static final int ROUNDS = 300;

    /** How the agent's spans tell what it was asked. */
    private enum Telling {
        SPEAKING,
        SILENT,
        NONE
    }

    @Test
    void shouldCountEachTurnOnceHoweverSpansAreSplit() {
        for (Telling telling : Telling.values()) {
            for (boolean oneTrace : new boolean[] {true, false}) {
                for (int seed = 0; seed < ROUNDS; seed++) {
                    Random random = new Random(seed);
                    List<Span> spans = conversation(telling, oneTrace);
                    OtlpDecoder decoder = Otlp.decoder(TurnSource.AUTO);
                    List<String> counted = new ArrayList<>();
                    for (int from = 0; from < spans.size(); ) {
                        int to = Math.min(spans.size(), from + 1 + random.nextInt(1 + seed % 12));
                        List<Span> record = new ArrayList<>(spans.subList(from, to));
                        // Collectors group the spans of a record as they like.
                        Collections.shuffle(record, random);
                        Otlp.events(decoder, record.toArray(new Span[0])).stream()
                                .map(Event::text)
                                .forEach(counted::add);
                        from = to;
                    }
                    assertThat(counted)
                            .as("%s, one trace: %s, seed %d", telling, oneTrace, seed)
                            .containsExactlyInAnyOrderElementsOf(said());
                }
            }
        }
    }

    private static List<String> said() {
        List<String> said = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            said.add(turn % 3 == 2 ? "yes please" : "question " + turn);
        }
        return said;
    }

    /** Each turn: a call, a tool, the call that goes on, and the agent around them; the whole history with every call. */
    private static List<Span> conversation(Telling telling, boolean oneTrace) {
        List<Span> spans = new ArrayList<>();
        List<String> history = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            String trace = oneTrace ? Otlp.TRACE : "%032x".formatted(turn + 1);
            String agent = "%x".formatted(100 + turn);
            String parent = telling == Telling.NONE ? null : agent;
            int start = turn * 10_000;
            history.add("user");
            history.add(said().get(turn));
            spans.add(Otlp.call(
                    trace,
                    "%x".formatted(200 + turn),
                    parent,
                    start + 10,
                    start + 110,
                    history.toArray(new String[0])));
            List<String> onward = new ArrayList<>(history);
            onward.addAll(List.of("assistant", "…", "tool", "found"));
            spans.add(Otlp.in(
                    trace,
                    "%x".formatted(300 + turn),
                    parent,
                    "look",
                    start + 200,
                    start + 300,
                    "gen_ai.operation.name",
                    "execute_tool"));
            spans.add(Otlp.call(
                    trace,
                    "%x".formatted(400 + turn),
                    parent,
                    start + 400,
                    start + 500,
                    onward.toArray(new String[0])));
            if (telling == Telling.SPEAKING) {
                spans.add(Otlp.in(
                        trace,
                        agent,
                        null,
                        "helper",
                        start,
                        start + 600,
                        "gen_ai.operation.name",
                        "invoke_agent",
                        "gen_ai.input.messages",
                        messages("user", said().get(turn))));
            } else if (telling == Telling.SILENT) {
                spans.add(Otlp.in(
                        trace, agent, null, "helper", start, start + 600, "gen_ai.operation.name", "invoke_agent"));
            }
            history.addAll(List.of("assistant", "answer " + turn));
        }
        return spans;
    }
}
