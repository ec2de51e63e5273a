/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in force when: of what was announced for a time or before it, whatever was announced last. So who announces
 * something for an earlier time than others before takes these back. Immutable.
 */
public final class Timeline {

    /** Nothing has been announced. */
    public static final Timeline EMPTY = new Timeline(List.of());

    /** By the time from which they are in force, each later than the one before. */
    private final List<Announced> entries;

    private Timeline(List<Announced> entries) {
        this.entries = entries;
    }

    /** With what was announced after all there is. */
    public Timeline with(Announced newest) {
        List<Announced> more = new ArrayList<>(entries);
        more.removeIf(entry -> entry.from() >= newest.from());
        more.add(newest);
        return new Timeline(List.copyOf(more));
    }

    /**
     * What is in force at a time; the first there is if the time is before all.
     *
     * @param time event time, epoch milliseconds
     * @throws IllegalStateException if nothing has been announced
     */
    public Announced at(long time) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).from() <= time || i == 0) {
                return entries.get(i);
            }
        }
        throw new IllegalStateException("nothing has been announced");
    }

    /** What was announced last. */
    public Optional<Announced> newest() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }
}
