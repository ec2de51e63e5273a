/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.cohort.ShiryaevRoberts;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.monitor.CohortMonitor.Side;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a comparison of cohorts remembers beside their panes.
 *
 * @param settings tells settings apart with which evidence cannot be carried on
 * @param featureMap the feature map of the compared texts, empty before the first
 * @param steps how many steps were compared
 * @param ends end of the newest pane of each side that has had one
 * @param told when it was last said that one side is silent, or {@link FamilyState#NEVER}
 * @param detectors what each detector has found
 * @param families open incidents; quiet since is when an open one was last confirmed
 */
public record CohortState(
        int settings,
        String featureMap,
        long steps,
        Map<Side, Long> ends,
        long told,
        SortedMap<DetectorKey, ShiryaevRoberts> detectors,
        Map<Family, FamilyState> families) {

    /** The state before the first pane. */
    public static final CohortState INITIAL =
            new CohortState(0, "", 0, Map.of(), FamilyState.NEVER, new TreeMap<>(), Map.of());

    /** Copies the maps. */
    public CohortState {
        Map<Side, Long> copied = new EnumMap<>(Side.class);
        copied.putAll(ends);
        ends = Collections.unmodifiableMap(copied);
        detectors = Collections.unmodifiableSortedMap(new TreeMap<>(detectors));
        families = Collections.unmodifiableMap(new TreeMap<>(families));
    }

    /** The stored form. */
    public byte[] toBytes() {
        return CohortStateFormat.write(this);
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are not one, or of another version
     */
    public static CohortState fromBytes(byte[] bytes) {
        return CohortStateFormat.read(bytes);
    }
}
