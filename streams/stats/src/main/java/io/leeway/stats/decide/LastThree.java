/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which of the last three evaluations spoke for something, a bit for each, the newest lowest. */
public final class LastThree {

    private static final int ALL = 0b111;
    private static final int NEEDED = 2;

    private LastThree() {}

    /**
     * After one more evaluation. What has no bit left is forgotten.
     *
     * @param before bits before it
     * @param spoken what it spoke for
     */
    public static <K> SortedMap<K, Integer> after(SortedMap<K, Integer> before, Collection<K> spoken) {
        SortedMap<K, Integer> recent = new TreeMap<>();
        before.forEach((key, bits) -> recent.put(key, bits << 1 & ALL));
        spoken.forEach(key -> recent.merge(key, 1, (bits, one) -> bits | one));
        recent.values().removeIf(bits -> bits == 0);
        return recent;
    }

    /** Whether two of the three spoke for it. */
    public static boolean confirmed(int bits) {
        return Integer.bitCount(bits) >= NEEDED;
    }
}
