/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import java.util.Set;

/** Numbers and categories of an event that were measured on its text and not sent with it. */
final class Descriptors {

    /** Begins the name of each; no number or category that is sent may begin with it. */
    private static final String PREFIX = "text/";

    /** A small share of texts far beyond the usual shows in these: floods, foreign scripts, encoded payloads. */
    private static final Set<String> WITH_TAIL = Set.of("text/length", "text/nonAscii", "text/piecesPerWord");

    private Descriptors() {}

    static boolean is(String key) {
        return key.startsWith(PREFIX);
    }

    static boolean hasTail(String key) {
        return WITH_TAIL.contains(key);
    }

    /** The name of the feature. */
    static String feature(String key) {
        return DetectorKey.DESCRIPTOR + key.substring(PREFIX.length());
    }

    /** The name of the number or category behind a feature. */
    static String key(String feature) {
        return PREFIX + feature.substring(DetectorKey.DESCRIPTOR.length());
    }
}
