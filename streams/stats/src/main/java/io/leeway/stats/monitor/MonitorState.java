/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.limit.LimitMemory;
import io.leeway.stats.window.ReferenceState;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one agent's monitor remembers beside the kept panes.
 *
 * @param featureMap identity of the map the kept panes were summed with, empty while no text was seen
 * @param references state of the references
 * @param families state of each family that has one
 * @param windows identifies the windows that the runs are of
 * @param runs for each reference, what the detectors showed in hours without a change
 * @param limits state of each limited feature that has one
 * @param governed what is remembered of operators' commands
 * @param detectability what is remembered of how soon changes would be seen
 */
public record MonitorState(
        String featureMap,
        ReferenceState references,
        Map<Family, FamilyState> families,
        int windows,
        Map<String, Runs> runs,
        Map<String, LimitMemory> limits,
        GovernedState governed,
        DetectabilityState detectability) {

    /** The state before the first pane. */
    public static final MonitorState INITIAL = new MonitorState(
            "",
            ReferenceState.INITIAL,
            Map.of(),
            0,
            Map.of(),
            Map.of(),
            GovernedState.INITIAL,
            DetectabilityState.INITIAL);

    /** Copies the maps. */
    public MonitorState {
        families = Collections.unmodifiableMap(new TreeMap<>(families));
        runs = Collections.unmodifiableMap(new TreeMap<>(runs));
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /** The same with another memory of how soon changes would be seen. */
    MonitorState with(DetectabilityState other) {
        return new MonitorState(featureMap, references, families, windows, runs, limits, governed, other);
    }

    /** The versioned stored form. */
    public byte[] toBytes() {
        return MonitorStateFormat.write(this);
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are of an unknown version or damaged
     */
    public static MonitorState fromBytes(byte[] bytes) {
        return MonitorStateFormat.read(bytes);
    }
}
