/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
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
 */
public record MonitorState(String featureMap, ReferenceState references, Map<Family, FamilyState> families) {

    /** The state before the first pane. */
    public static final MonitorState INITIAL = new MonitorState("", ReferenceState.INITIAL, Map.of());

    /** Copies the map. */
    public MonitorState {
        families = Collections.unmodifiableMap(new TreeMap<>(families));
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
