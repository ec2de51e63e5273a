/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The memory of traces and services: reads what a record needs, writes what it changed, and forgets what is old. A trace is
 * forgotten {@link #TRACE_KEPT} of event time after it was last changed, and the one that was changed first goes when there are
 * more than {@value #MOST_TRACES}; services are kept for {@link #SERVICE_KEPT}, {@value #MOST_SERVICES} of them. Event time only
 * moves forward. Not thread-safe.
 */
final class TurnLedger {

    /** A trace without a span for so long is complete. */
    static final Duration TRACE_KEPT = Duration.ofHours(1);

    /** A service whose agents have not been seen for so long may be instrumented in another way by now. */
    static final Duration SERVICE_KEPT = Duration.ofDays(7);

    static final int MOST_TRACES = 50_000;
    private static final int MOST_SERVICES = 1_000;

    // A service is seen in every record; to write it down each time would be most of what is written.
    private static final long SERVICE_TOUCHED_AGAIN = Duration.ofHours(1).toMillis();

    private static final String TRACE = "trace:";
    private static final String SERVICE = "service:";
    private static final int LONGEST_SERVICE = 1_000;

    private final TurnMemory memory;
    private final Map<String, Long> traces = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Long> services = new LinkedHashMap<>(16, 0.75f, true);
    // In the order of the record, so that what is forgotten first does not depend on hashes.
    private final Map<String, TraceState> openTraces = new LinkedHashMap<>();
    private final Map<String, ServiceState> openServices = new LinkedHashMap<>();
    private long now;

    /** Takes up what is kept. */
    TurnLedger(TurnMemory memory) {
        this.memory = memory;
        Map<String, Long> kept = new HashMap<>();
        memory.forEach((key, value) -> kept.put(
                key,
                key.startsWith(TRACE)
                        ? TraceState.fromBytes(value).touched()
                        : ServiceState.fromBytes(value).touched()));
        kept.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> {
                    (entry.getKey().startsWith(TRACE) ? traces : services).put(entry.getKey(), entry.getValue());
                    now = Math.max(now, entry.getValue());
                });
    }

    /** Begins a record: nothing of an earlier one that failed is left. */
    void begin(long eventTime) {
        openTraces.clear();
        openServices.clear();
        now = Math.max(now, eventTime);
    }

    /** What is remembered of a trace; of none, if it has no id, so that it is forgotten with the record. */
    TraceState trace(Operation operation) {
        String id = operation.link().trace();
        return id == null
                ? new TraceState()
                : openTraces.computeIfAbsent(TRACE + id, key -> {
                    byte[] kept = memory.get(key);
                    return kept == null ? new TraceState() : TraceState.fromBytes(kept);
                });
    }

    /** What is remembered of a service. */
    ServiceState service(Operation operation) {
        byte[] kept = null;
        ServiceState open = openServices.get(key(operation));
        if (open == null) {
            kept = memory.get(key(operation));
        }
        return open != null ? open : kept == null ? ServiceState.UNKNOWN : ServiceState.fromBytes(kept);
    }

    /** Changes what is remembered of a service. */
    void service(Operation operation, UnaryOperator<ServiceState> change) {
        ServiceState before = service(operation);
        ServiceState after = change.apply(before);
        if (!after.sameAs(before) || now - before.touched() >= SERVICE_TOUCHED_AGAIN) {
            openServices.put(key(operation), after);
        }
    }

    private static String key(Operation operation) {
        String name = operation.service();
        return SERVICE + (name.length() > LONGEST_SERVICE ? name.substring(0, LONGEST_SERVICE) : name);
    }

    /** Ends a record: writes what it changed, and forgets what is old. */
    void end() {
        openTraces.forEach((key, state) -> {
            memory.put(key, state.toBytes(now));
            traces.put(key, now);
        });
        openServices.forEach((key, state) -> {
            memory.put(key, state.toBytes(now));
            services.put(key, now);
        });
        forget(traces, TRACE_KEPT, MOST_TRACES);
        forget(services, SERVICE_KEPT, MOST_SERVICES);
    }

    private void forget(Map<String, Long> touched, Duration kept, int most) {
        Iterator<Map.Entry<String, Long>> oldest = touched.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            if (touched.size() <= most && now - entry.getValue() <= kept.toMillis()) {
                return;
            }
            oldest.remove();
            memory.remove(entry.getKey());
        }
    }
}
