/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneRecords;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.Counters;
import io.leeway.app.service.Ports;
import io.leeway.app.service.SettableClock;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.PaneSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a service with a configuration makes of events: the panes it keeps, and its alerts. */
public final class History {

    /** When made-up histories begin. */
    public static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final List<PaneSummary> panes = new ArrayList<>();
    private final List<DriftAlert> alerts = new ArrayList<>();

    private History() {}

    /** The world of all histories. */
    public static Ports ports() {
        return new Ports(
                HashingEmbedder.of(16),
                new SettableClock(),
                Set.of(),
                (source, reader) -> Long.MIN_VALUE,
                new Counters().metrics());
    }

    /** A configuration. */
    public static LeewayConfig config(String yaml) {
        return LeewayConfig.parse("test", yaml, Map.of(), Map.of());
    }

    /** The history of events under a configuration. */
    public static History of(LeewayConfig config, List<byte[]> events) {
        History history = new History();
        try (Replay replay = new Replay(config, ports(), outcome -> {
            if (outcome instanceof Outcome.Pane pane) {
                history.panes.add(pane.value());
            } else if (outcome instanceof Outcome.Alert alert) {
                history.alerts.add(alert.value());
            }
        })) {
            for (byte[] event : events) {
                try {
                    replay.accept(event);
                } catch (BadEventException e) {
                    throw new AssertionError(e);
                }
            }
            replay.end();
        }
        return history;
    }

    /**
     * Events of one agent with a number, ten a minute, whose values are standard normal, and those from a minute on
     * moved.
     */
    public static List<byte[]> numbers(String agent, int minutes, int changeAt, double moved) {
        Random random = new Random(99);
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 10 * minutes; i++) {
            double value = random.nextGaussian() + (i >= 10 * changeAt ? moved : 0);
            events.add(String.format(
                            Locale.ROOT,
                            "{\"eventId\":\"%s-%d\",\"agentId\":\"%s\",\"occurredAt\":\"%s\",\"numbers\":{\"latency\":%s}}",
                            agent,
                            i,
                            agent,
                            START.plusSeconds(6L * i),
                            value)
                    .getBytes(StandardCharsets.UTF_8));
        }
        return events;
    }

    /** Its panes. */
    public PaneRecords panes() {
        return consumer -> panes.forEach(consumer);
    }

    /** Its alerts at each transition. */
    public List<DriftAlert> alerts() {
        return alerts;
    }
}
