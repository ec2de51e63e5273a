/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Where it is kept what has been counted: spans of one turn arrive in several records, and those of calls before that of the
 * agent that makes them. Keys are ids of traces and names of services, values are {@link TraceState} and {@link ServiceState}.
 * Neither holds what was said.
 */
public interface TurnMemory {

    /** What is kept, or null. */
    byte[] get(String key);

    /** Keeps it. */
    void put(String key, byte[] value);

    /** Forgets it. */
    void remove(String key);

    /** All that is kept, in any order; asked for once, by a decoder that takes up where another one left off. */
    void forEach(BiConsumer<String, byte[]> consumer);

    /** Kept as long as the process runs. */
    static TurnMemory inMemory() {
        Map<String, byte[]> kept = new HashMap<>();
        return new TurnMemory() {
            @Override
            public byte[] get(String key) {
                return kept.get(key);
            }

            @Override
            public void put(String key, byte[] value) {
                kept.put(key, value);
            }

            @Override
            public void remove(String key) {
                kept.remove(key);
            }

            @Override
            public void forEach(BiConsumer<String, byte[]> consumer) {
                Map.copyOf(kept).forEach(consumer);
            }
        };
    }
}
