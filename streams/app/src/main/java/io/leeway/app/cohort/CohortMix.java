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
import java.util.function.Function;

/**
 * How an agent's events are divided among its cohorts, as a stream of its own: of each event nothing but its cohort, which is
 * a category there like any other. So it has panes, a reference and a budget, and one incident when the mix shifts.
 */
public final class CohortMix {

    private static final String NONE = "(none)";

    private final Function<String, CohortSettings> settings;

    /**
     * Mixes by an operator's settings.
     *
     * @param settings what is said about the cohorts of an agent
     */
    public CohortMix(Function<String, CohortSettings> settings) {
        this.settings = settings;
    }

    /** What an event of a stream adds to {@link StreamKey#mix} of its agent; empty if that is not watched. */
    public Optional<Observation> of(StreamKey stream, Observation event) {
        if (!settings.apply(stream.agentId()).mix()) {
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
