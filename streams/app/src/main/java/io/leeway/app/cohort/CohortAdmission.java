/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.cohort.CohortMemory.Kind;
import io.leeway.app.config.CohortSettings;
import io.leeway.app.topic.StreamKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which cohorts of an agent are monitored: those that came first, up to the number that is allowed, and the two that are
 * compared in any case. A category may have any number of values, and each cohort costs a monitor.
 *
 * <p>Kept as text: the version 1 and the names in the order of their coming, with zero characters between.
 */
public final class CohortAdmission {

    // Names are escaped as in keys, so that they hold no zero character.
    private static final String SEPARATOR = "\0";
    private static final String VERSION = "1";

    private final CohortMemory memory;

    /**
     * Admission of what comes first.
     *
     * @param memory where the admitted ones are kept
     */
    public CohortAdmission(CohortMemory memory) {
        this.memory = memory;
    }

    /**
     * Whether a stream is monitored; asked for with each of its panes.
     *
     * @param cohorts what is said about the cohorts of its agent
     */
    public boolean admits(StreamKey stream, CohortSettings cohorts) {
        if (cohorts.compares(stream.cohort()) || stream.isMix()) {
            return true;
        }
        StreamKey agent = CohortMemory.agent(stream);
        Set<String> known = read(memory.get(Kind.COHORTS, agent));
        String name = StreamKey.escape(stream.cohort());
        if (known.contains(name)) {
            return true;
        }
        if (known.size() >= cohorts.atMost()) {
            return false;
        }
        known.add(name);
        memory.put(Kind.COHORTS, agent, write(known));
        return true;
    }

    private static Set<String> read(byte[] bytes) {
        if (bytes == null) {
            return new LinkedHashSet<>();
        }
        String[] stored = new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1);
        if (!stored[0].equals(VERSION)) {
            throw new IllegalArgumentException("cohorts of unknown version " + stored[0]);
        }
        return new LinkedHashSet<>(List.of(stored).subList(1, stored.length));
    }

    private static byte[] write(Set<String> cohorts) {
        return (VERSION + SEPARATOR + String.join(SEPARATOR, cohorts)).getBytes(StandardCharsets.UTF_8);
    }
}
