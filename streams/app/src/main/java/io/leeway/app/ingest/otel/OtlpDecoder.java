/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Fault;
import io.leeway.app.ingest.Surroundings;
import io.leeway.app.ingest.Telemetry;
import io.leeway.app.ingest.otel.Operation.Kind;
import io.leeway.app.ingest.otel.Vectors.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads the inputs of agents in OpenTelemetry traces and logs, by the conventions of OpenTelemetry, OpenInference and
 * OpenLLMetry. An input is a turn: what a user said to an agent, once. {@link TurnCounter} says what counts, {@link TurnEvents}
 * what an event has. Spans of other things are passed over; the element of a fault is the span or log record.
 *
 * <p>Not thread-safe: it remembers what it counted. Whoever gives it a memory with something in it makes a new decoder.
 */
public final class OtlpDecoder implements Telemetry {

    /** As for events that claim to come from the future: one of them must not make everything else forgotten. */
    private static final long TOLERANCE = Duration.ofMinutes(5).toMillis();

    private final TurnSource turns;
    private final String model;
    private final TurnLedger ledger;
    private final TurnCounter counter;

    /**
     * A decoder whose digests are not salted.
     *
     * @param turns what counts
     * @param model name of the embedding model; vectors of that one are used
     * @param memory where it is kept what was counted
     */
    public OtlpDecoder(TurnSource turns, String model, TurnMemory memory) {
        this(turns, model, memory, new byte[0]);
    }

    /** A decoder whose digests are salted; another salt does not know again what was counted with this one. */
    public OtlpDecoder(TurnSource turns, String model, TurnMemory memory, byte[] salt) {
        this.turns = turns;
        this.model = model;
        this.ledger = new TurnLedger(memory);
        this.counter = new TurnCounter(turns, ledger, new TextDigest(salt));
    }

    @Override
    public Decoded read(byte[] protobuf, Surroundings surroundings) {
        return decode(OtlpProtobuf.read(protobuf), surroundings);
    }

    @Override
    public Decoded read(JsonNode json, Surroundings surroundings) {
        return decode(OtlpJson.read(json), surroundings);
    }

    private Decoded decode(Signals signals, Surroundings surroundings) {
        List<Operation> operations = new ArrayList<>(LogCalls.read(signals.logs()));
        signals.spans().forEach(span -> operations.add(Conventions.of(span)));
        List<Fault> faults = new ArrayList<>();
        operations.replaceAll(operation -> timed(operation, faults));
        TurnEvents events = new TurnEvents(surroundings);
        Found found = new Found(new ArrayList<>(), faults);
        if (turns == TurnSource.EMBEDDINGS) {
            operations.stream()
                    .filter(operation -> operation.is(Kind.EMBEDDING))
                    .forEach(operation -> embedded(operation, events, found));
        } else {
            Vectors vectors = new Vectors(operations, model);
            ledger.begin(eventTime(operations, surroundings.appendedAt()));
            for (Turn turn : counter.count(operations)) {
                Operation operation = turn.operation();
                found.add(operation, () -> events.event(turn, vectors.of(operation, operation.input())));
            }
            ledger.end();
        }
        return found.inOrder();
    }

    /** The operation, or what stands for one that cannot be placed in time. */
    private Operation timed(Operation operation, List<Fault> faults) {
        boolean wanted =
                switch (operation.kind()) {
                    case AGENT -> turns == TurnSource.AUTO || turns == TurnSource.AGENTS;
                    case CALL -> turns == TurnSource.AUTO || turns == TurnSource.CALLS;
                    case EMBEDDING -> turns == TurnSource.EMBEDDINGS;
                    case TOOL, OTHER -> false;
                };
        // Nanoseconds of 64 bits end in the year 2554, so that no other time is out of range.
        if (operation.start() != 0 || !wanted) {
            return operation;
        }
        faults.add(new Fault(operation.element(), Reason.INVALID_EVENT, "the time of its start is required"));
        return operation.as(Kind.OTHER);
    }

    private static void embedded(Operation operation, TurnEvents events, Found found) {
        for (Map.Entry<Integer, Vector> text : Vectors.of(operation).entrySet()) {
            found.add(operation, () -> events.event(operation, text.getValue(), "-" + text.getKey()));
        }
    }

    private static long eventTime(List<Operation> operations, long appendedAt) {
        long newest = operations.stream()
                .filter(operation -> !operation.is(Kind.OTHER))
                .mapToLong(Operation::startMillis)
                .max()
                .orElse(0);
        return appendedAt > 0 ? Math.min(newest, appendedAt + TOLERANCE) : newest;
    }

    /** What has been found in a record so far. */
    private record Found(List<Numbered> events, List<Fault> faults) {

        private record Numbered(int element, Event event) {}

        private interface Maker {
            Event make();
        }

        void add(Operation operation, Maker maker) {
            try {
                events.add(new Numbered(operation.element(), maker.make()));
            } catch (BadEventException e) {
                faults.add(Fault.of(operation.element(), e));
            }
        }

        Decoded inOrder() {
            faults.sort(Comparator.comparingInt(Fault::element));
            return new Decoded(
                    events.stream()
                            .sorted(Comparator.comparingInt(Numbered::element))
                            .map(Numbered::event)
                            .toList(),
                    faults);
        }
    }
}
