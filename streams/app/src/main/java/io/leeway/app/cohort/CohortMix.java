/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.config.CohortSettings;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an agent's events are divided among its cohorts, as a stream of its own: of each event nothing but its cohort, which is
 * a category there like any other. So it has panes, a reference and a budget, and one incident when the mix shifts.
 */
public final class CohortMix {

    private static final String NONE = "(none)";

    private CohortMix() {}

    /**
     * What an event of a stream adds to {@link StreamKey#mix} of its agent; empty if that is not watched.
     *
     * @param settings what is said about the cohorts of the agent
     */
    public static Optional<Observation> of(StreamKey stream, Observation event, CohortSettings settings) {
        if (!settings.mix()) {
            return Optional.empty();
        }
        String cohort = stream.cohort().isEmpty() ? NONE : stream.cohort();
        return Optional.of(new Observation(
                event.eventId(),
                event.traceId(),
                event.sessionId(),
                event.occurredAt(),
                TextState.MISSING,
                null,
                new TreeMap<>(),
                new TreeMap<>(Map.of(DetectorKey.COHORT_NAME, cohort))));
    }
}
