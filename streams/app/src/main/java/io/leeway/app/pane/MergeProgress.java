/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far one stream has come.
 *
 * @param closedUpTo end of its newest closed pane, or {@link Long#MIN_VALUE}
 * @param passed for each partition that had events of it, the end of the panes the partition is done with
 */
public record MergeProgress(long closedUpTo, SortedMap<SourcePartition, Long> passed) {

    /** Nothing is known. */
    public static final MergeProgress NONE = new MergeProgress(Long.MIN_VALUE, Collections.emptySortedMap());

    /** Copies the map. */
    public MergeProgress {
        passed = Collections.unmodifiableSortedMap(new TreeMap<>(passed));
    }

    MergeProgress with(SourcePartition source, long upTo) {
        SortedMap<SourcePartition, Long> more = new TreeMap<>(passed);
        more.merge(source, upTo, Math::max);
        return new MergeProgress(closedUpTo, more);
    }

    MergeProgress closed(long end) {
        return new MergeProgress(Math.max(closedUpTo, end), passed);
    }

    long of(SourcePartition source) {
        return passed.getOrDefault(source, Long.MIN_VALUE);
    }

    long furthest() {
        return passed.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
    }
}
