/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import io.leeway.app.demo.DemoMessage.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The messages one agent receives, in order of time: a Poisson process of messages, each from a new conversation or
 * from one of those under way.
 */
final class AgentTraffic implements Iterator<DemoTurn> {

    // Above one half, the share of follow-ups, or open conversations would pile up
    private static final double FOLLOWS_UP = 0.6;
    private static final HexFormat HEX = HexFormat.of();
    private static final double LATENCY_SIGMA = 0.45;
    private static final double MS_PER_TOKEN = 7;
    private static final double CHARACTERS_PER_TOKEN = 4;

    private final DemoPlan plan;
    private final AgentProfile agent;
    private final SplitMix64 random;
    private final List<DemoMessage> normal;
    private final List<DemoMessage> drift;
    private final List<Conversation> open = new ArrayList<>();
    private Instant next;
    private int events;
    private int conversations;

    AgentTraffic(DemoPlan plan, AgentProfile agent, DemoMessages messages, SplitMix64 random) {
        this.plan = plan;
        this.agent = agent;
        this.random = random;
        this.normal = messages.of(agent.agent(), Phase.NORMAL);
        this.drift = messages.of(agent.agent(), Phase.DRIFT);
        this.next = plan.start();
        advance();
    }

    /** When the next event occurs, if there is one. */
    Instant nextAt() {
        return next;
    }

    @Override
    public boolean hasNext() {
        return next.isBefore(plan.end());
    }

    @Override
    public DemoTurn next() {
        if (!hasNext()) {
            throw new NoSuchElementException("agent " + agent.agent() + " has no event before " + plan.end());
        }
        Conversation conversation = conversation();
        DemoMessage message = conversation.ask(random);
        DemoTurn turn = new DemoTurn(message, event(conversation, message));
        if (conversation.isOver()) {
            open.remove(conversation);
        }
        advance();
        return turn;
    }

    private Conversation conversation() {
        if (!open.isEmpty() && random.chance(FOLLOWS_UP)) {
            return random.pick(open);
        }
        boolean changed = !drift.isEmpty() && !next.isBefore(plan.changeAt()) && random.chance(plan.driftShare());
        conversations++;
        String sessionId = numbered("s", conversations);
        Conversation started = new Conversation(sessionId, agent, changed ? drift : normal, random);
        open.add(started);
        return started;
    }

    private DemoEvent event(Conversation conversation, DemoMessage message) {
        String text = conversation.write(message, random);
        double tokens = Math.max(1, Math.rint(text.codePointCount(0, text.length()) / CHARACTERS_PER_TOKEN));
        double latency = random.nextLogNormal(agent.latencyMs(), LATENCY_SIGMA) + MS_PER_TOKEN * tokens;
        events++;
        return new DemoEvent(
                agent.agent(),
                numbered("e", events),
                next,
                conversation.sessionId(),
                HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong()),
                text,
                Map.of("latencyMs", Math.rint(latency), "inputTokens", tokens),
                Map.of(
                        "model", conversation.model(),
                        "tool", random.pick(agent.toolsOf(message.intent())),
                        "channel", conversation.channel()));
    }

    private String numbered(String kind, int number) {
        return String.format(Locale.ROOT, "%s-%s%06d", agent.agent(), kind, number);
    }

    private void advance() {
        double gap = random.nextExponential((double) plan.meanGap().toMillis());
        next = next.plusMillis(Math.max(1, Math.round(gap)));
    }
}
