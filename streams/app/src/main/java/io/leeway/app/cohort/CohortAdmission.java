/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.cohort.CohortMemory.Kind;
import io.leeway.app.config.CohortSettings;
import io.leeway.app.topic.StreamKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which cohorts of an agent are monitored: those that came first, up to the number that is allowed, and the two that are
 * compared in any case. A category may have any number of values, and each cohort costs a monitor.
 */
public final class CohortAdmission {

    private final Function<String, CohortSettings> settings;
    private final CohortMemory memory;

    /**
     * Admission by an operator's settings.
     *
     * @param settings what is said about the cohorts of an agent
     * @param memory where the admitted ones are kept
     */
    public CohortAdmission(Function<String, CohortSettings> settings, CohortMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    /** Whether a stream is monitored; asked for with each of its panes. */
    public boolean admits(StreamKey stream) {
        CohortSettings cohorts = settings.apply(stream.agentId());
        if (cohorts.compares(stream.cohort())) {
            return true;
        }
        StreamKey agent = CohortMemory.agent(stream);
        Set<String> known = read(memory.get(Kind.COHORTS, agent));
        if (known.contains(stream.cohort())) {
            return true;
        }
        if (known.size() >= cohorts.atMost()) {
            return false;
        }
        known.add(stream.cohort());
        memory.put(Kind.COHORTS, agent, write(known));
        return true;
    }

    // As keys have them, names hold no zero character, so that it can separate them.
    private static Set<String> read(byte[] bytes) {
        return bytes == null
                ? new LinkedHashSet<>()
                : new LinkedHashSet<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1)));
    }

    private static byte[] write(Set<String> cohorts) {
        return String.join("\0", cohorts).getBytes(StandardCharsets.UTF_8);
    }
}
