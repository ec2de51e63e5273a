/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.decide.DetectorKey.Detector;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The smallest effects that may raise an alert, where an operator wants others than {@link Detector#effectGate()}.
 *
 * <p>A gate is in the unit of its detector's effect and at least 0, where 0 leaves it to significance alone. That of a detector
 * comes before that of its family. {@code embedding} is the detector: vectors that cannot be compared have the gate of {@code
 * mismatched}, and identities, which are equal or not, have none.
 *
 * @param byName gates by the name of a detector or a family, one of {@link #names()}
 */
public record EffectGates(SortedMap<String, Double> byName) {

    /** The detectors' own. */
    public static final EffectGates OWN = new EffectGates(Collections.emptySortedMap());

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if there is no such name, or a gate is negative, infinite or not a number
     */
    public EffectGates {
        byName.forEach((name, gate) -> {
            if (!names().contains(name) || !(gate >= 0) || gate.isInfinite()) {
                throw new IllegalArgumentException("no gate: " + name + " " + gate);
            }
        });
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /** What a gate can be given for. */
    public static List<String> names() {
        return Stream.concat(
                        Arrays.stream(Family.values())
                                .filter(family -> family != Family.EMBEDDING)
                                .map(Family::label),
                        Arrays.stream(Detector.values())
                                .filter(detector -> detector != Detector.IDENTITY)
                                .map(EffectGates::name))
                .distinct()
                .toList();
    }

    /** The gate of one detector on one feature. */
    public double of(DetectorKey key) {
        Double gate = byName.get(name(key.detector()));
        if (gate == null && key.family() != Family.EMBEDDING) {
            gate = byName.get(key.family().label());
        }
        return gate == null ? key.detector().effectGate() : gate;
    }

    private static String name(Detector detector) {
        return detector.name().toLowerCase(Locale.ROOT);
    }
}
