/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.window.ReferenceVersion.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of the pinned reference that are remembered.
 *
 * @param last number of the newest version there ever was, 0 for none
 * @param current the version in force or being collected, or null
 * @param earlier versions that can be gone back to, the one that was in force last at the end
 * @param learnFrom rolling references learn nothing older than this, or {@link ReferenceState#UNKNOWN}: what was before an
 *     accepted change
 */
public record ReferenceVersions(int last, ReferenceVersion current, List<ReferenceVersion> earlier, long learnFrom) {

    /** None so far. */
    public static final ReferenceVersions NONE = new ReferenceVersions(0, null, List.of(), ReferenceState.UNKNOWN);

    /** Copies the list. */
    public ReferenceVersions {
        earlier = List.copyOf(earlier);
    }

    /** Another version comes into force. */
    ReferenceVersions next(Origin origin, Span asked) {
        return new ReferenceVersions(last + 1, ReferenceVersion.inForce(last + 1, origin, asked), earlier, learnFrom);
    }

    ReferenceVersions withCurrent(ReferenceVersion version) {
        return new ReferenceVersions(last, version, earlier, learnFrom);
    }

    ReferenceVersions learningFrom(long time) {
        return new ReferenceVersions(last, current, earlier, time);
    }

    ReferenceVersions withEarlier(ReferenceVersion version) {
        List<ReferenceVersion> more = new ArrayList<>(earlier);
        more.add(version);
        return new ReferenceVersions(Math.max(last, version.number()), current, more, learnFrom);
    }

    ReferenceVersions withoutEarlier(ReferenceVersion version) {
        List<ReferenceVersion> fewer = new ArrayList<>(earlier);
        fewer.remove(version);
        return new ReferenceVersions(last, current, fewer, learnFrom);
    }

    Optional<ReferenceVersion> earlier(int number) {
        return earlier.stream().filter(version -> version.number() == number).findFirst();
    }
}
