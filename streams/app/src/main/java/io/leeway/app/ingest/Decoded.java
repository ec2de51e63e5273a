/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import java.util.List;

/**
 * What a record holds. A record may hold many events, and some of them may be of no use without the others being so.
 *
 * @param events its events, in their order
 * @param faults what of it cannot be used, in the same order
 */
public record Decoded(List<Event> events, List<Fault> faults) {

    /** Copies the lists. */
    public Decoded {
        events = List.copyOf(events);
        faults = List.copyOf(faults);
    }

    /** One event, and nothing else. */
    public static Decoded of(Event event) {
        return new Decoded(List.of(event), List.of());
    }
}
