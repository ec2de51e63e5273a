/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One person's messages to an agent, one to four of them, about one thing or things that go together. */
final class Conversation {

    private static final List<Integer> LENGTHS = List.of(1, 1, 1, 1, 2, 2, 2, 3, 3, 4);
    private static final double SAME_INTENT = 0.7;

    private final String sessionId;
    private final AgentProfile agent;
    private final String channel;
    private final String model;
    private final WritingHabits habits;
    private final int length;
    private final List<DemoMessage> unsaid;
    private final String intent;
    private int said;

    /**
     * Begins a conversation.
     *
     * @param pool what the person may ask, not empty
     */
    Conversation(String sessionId, AgentProfile agent, List<DemoMessage> pool, SplitMix64 random) {
        this.sessionId = sessionId;
        this.agent = agent;
        this.channel = random.pick(agent.channels());
        this.model = random.pick(agent.models());
        this.habits = WritingHabits.of(agent, random);
        this.length = random.pick(LENGTHS);
        this.unsaid = new ArrayList<>(pool);
        this.intent = random.pick(pool).intent();
    }

    /** The next thing the person asks, never the same twice. */
    DemoMessage ask(SplitMix64 random) {
        boolean same = said == 0 || random.chance(SAME_INTENT);
        DemoMessage message = random.pick(
                unsaidWith(same ? intent::equals : other -> !other.equals(intent) && agent.related(intent, other)));
        unsaid.remove(message);
        return message;
    }

    /** What the person asks, in the person's own writing. */
    String write(DemoMessage message, SplitMix64 random) {
        said++;
        return habits.write(message.text(), said == 1, isOver(), random);
    }

    boolean isOver() {
        return said == length;
    }

    String sessionId() {
        return sessionId;
    }

    String channel() {
        return channel;
    }

    String model() {
        return model;
    }

    private List<DemoMessage> unsaidWith(Predicate<String> wanted) {
        List<DemoMessage> matching =
                unsaid.stream().filter(message -> wanted.test(message.intent())).toList();
        return matching.isEmpty() ? unsaid : matching;
    }
}
