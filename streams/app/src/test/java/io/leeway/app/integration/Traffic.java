/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Made-up traffic of one agent: {@value #PER_PANE} events in each minute, of which words, lengths and categories change
 * at once after some panes. The same for the same arguments.
 *
 * @param agent the agent
 * @param start event time of the first pane, a full minute
 * @param panes minutes of traffic
 * @param changeAt the pane from which on everything is different; {@code panes} or more for never
 */
record Traffic(String agent, Instant start, int panes, int changeAt) {

    /** Events in each pane. */
    static final int PER_PANE = 10;

    static final Duration PANE = Duration.ofMinutes(1);
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static final List<String> BEFORE = List.of(
            "refund", "invoice", "payment", "card", "charge", "account", "balance", "transfer", "bank", "statement");
    static final List<String> AFTER = List.of(
            "translate", "poem", "recipe", "weather", "holiday", "football", "guitar", "garden", "movie", "novel");
    private static final int WORDS = 6;

    /**
     * One event.
     *
     * @param at event time
     * @param agent the agent
     * @param json the record
     */
    record Event(Instant at, String agent, String json) {}

    /** Traffic with the change after two thirds, from {@link #START} on. */
    static Traffic drifting(String agent, int panes) {
        return new Traffic(agent, START, panes, panes * 2 / 3);
    }

    /** Traffic without a change, from {@link #START} on. */
    static Traffic steady(String agent, int panes) {
        return new Traffic(agent, START, panes, panes);
    }

    /** The events of several agents in the order of their time, as JSON. */
    static List<Event> merged(Traffic... traffics) {
        return Stream.of(traffics)
                .flatMap(traffic -> traffic.events().stream())
                .sorted(Comparator.comparing(Event::at).thenComparing(Event::agent))
                .toList();
    }

    /** The events in the order of their time. */
    List<Event> events() {
        Random random = new Random(agent.hashCode());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < panes * PER_PANE; i++) {
            Instant at = start.plus(PANE.dividedBy(PER_PANE).multipliedBy(i));
            events.add(new Event(at, agent, json(i, at, i / PER_PANE >= changeAt, random)));
        }
        return events;
    }

    /** Start of the pane from which on the traffic is different. */
    Instant changedAt() {
        return start.plus(PANE.multipliedBy(changeAt));
    }

    /** A text of words drawn from a vocabulary. */
    static String words(List<String> vocabulary, Random random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            text.append(vocabulary.get(random.nextInt(vocabulary.size()))).append(' ');
        }
        return text.toString().trim();
    }

    private String json(int i, Instant at, boolean changed, Random random) {
        String text = words(changed ? AFTER : BEFORE, random);
        double latency = Math.rint(100 * Math.exp(random.nextGaussian() * 0.3) * (changed ? 3 : 1));
        String channel = random.nextInt(10) < (changed ? 8 : 2) ? "voice" : "chat";
        return String.format(
                java.util.Locale.ROOT,
                "{\"eventId\":\"%1$s-%2$d\",\"agentId\":\"%1$s\",\"occurredAt\":\"%3$s\",\"sessionId\":\"%1$s-s%2$d\","
                        + "\"traceId\":\"%4$032x\",\"text\":\"%5$s\",\"numbers\":{\"latencyMs\":%6$s},"
                        + "\"categories\":{\"channel\":\"%7$s\"}}",
                agent,
                i,
                at,
                i + 1,
                text,
                latency,
                channel);
    }
}
