/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The demo's events: three agents, {@code support}, {@code travel} and {@code devops}, of which only {@code support}
 * changes.
 *
 * <p>Every pass yields the same events, in order of time; events of the same millisecond in the agents' order. An
 * agent's events do not depend on the other agents, nor on a change that has not happened yet. After
 * {@link DemoPlan#changeAt()} a conversation with {@code support} is about something new with probability
 * {@link DemoPlan#driftShare()}; the few conversations under way end as they began.
 */
public final class DemoTraffic implements Iterable<DemoEvent> {

    private final DemoPlan plan;
    private final DemoMessages messages;

    /** Traffic by plan, from the messages that come with the service. */
    public DemoTraffic(DemoPlan plan) {
        this.plan = plan;
        this.messages = DemoMessages.load();
    }

    @Override
    public Iterator<DemoEvent> iterator() {
        return stream().iterator();
    }

    /** The events, made one at a time as they are asked for. */
    public Stream<DemoEvent> stream() {
        return turns().map(DemoTurn::event);
    }

    /** The events with what they were made from. */
    Stream<DemoTurn> turns() {
        SplitMix64 random = new SplitMix64(plan.seed());
        List<AgentTraffic> agents = new ArrayList<>();
        for (AgentProfile agent : AgentProfile.ALL) {
            agents.add(new AgentTraffic(plan, agent, messages, random.split()));
        }
        Iterable<DemoTurn> merged = () -> new Merge(agents);
        return StreamSupport.stream(merged.spliterator(), false);
    }

    /** Always the agent whose next event comes first. */
    private record Merge(List<AgentTraffic> agents) implements Iterator<DemoTurn> {

        @Override
        public boolean hasNext() {
            return agents.stream().anyMatch(AgentTraffic::hasNext);
        }

        @Override
        public DemoTurn next() {
            return agents.stream()
                    .filter(AgentTraffic::hasNext)
                    .min(Comparator.comparing(AgentTraffic::nextAt))
                    .orElseThrow(() -> new NoSuchElementException("every agent's traffic has ended"))
                    .next();
        }
    }
}
