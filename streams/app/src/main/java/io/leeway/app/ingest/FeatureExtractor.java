/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.config.CohortSettings;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.live.InForce;
import io.leeway.app.privacy.TextDoor;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.MonitorSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Event to features: which of its values are monitored, whether its text may be read, and when it happened.
 *
 * <p>A time more than {@value #TOLERANCE_MINUTES} minutes ahead of the wall clock is taken back to the time at which
 * the record was appended: one event dated in the future must not close the panes of all that follow.
 */
public final class FeatureExtractor {

    private static final int TOLERANCE_MINUTES = 5;
    private static final Duration TOLERANCE = Duration.ofMinutes(TOLERANCE_MINUTES);

    private final InForce inForce;
    private final TextDoor door;
    private final Clock clock;

    /**
     * An extractor.
     *
     * @param inForce the settings of agents
     * @param door where texts come in
     * @param clock wall clock, for events that claim to come from the future
     */
    public FeatureExtractor(InForce inForce, TextDoor door, Clock clock) {
        this.inForce = inForce;
        this.door = door;
        this.clock = clock;
    }

    /** An extractor where no category is a cohort, and texts are read as they are. */
    public FeatureExtractor(Function<String, MonitorSettings> settings, Clock clock) {
        this(InForce.always(LiveSettings.of(settings, agent -> CohortSettings.NONE)), TextDoor.OPEN, clock);
    }

    /**
     * The stream an event belongs to: where it names no cohort, a category may.
     *
     * @param time event time of its features, epoch milliseconds
     */
    public StreamKey stream(Event event, long time) {
        if (!event.key().cohort().isEmpty()) {
            return event.key();
        }
        return cohorts(event, time)
                .by()
                .map(category -> event.categories().get(category))
                .filter(cohort -> !cohort.equals(StreamKey.ALL))
                .map(cohort -> new StreamKey(event.key().agentId(), cohort))
                .orElse(event.key());
    }

    /**
     * Extracts the features of one event.
     *
     * @param event the event
     * @param appendedAt timestamp of its record, epoch milliseconds
     */
    public Features extract(Event event, long appendedAt) {
        long time = clamp(event.occurredAt().toEpochMilli(), appendedAt);
        MonitorSettings.Features wanted =
                inForce.at(time).monitors().apply(event.key().agentId()).features();
        TextDoor.Admitted text = wanted.text() && event.text() != null ? door.admit(event.text()) : null;
        return new Features(
                // Nobody needs what stands before the door, a text that is not monitored included.
                event.withText(text == null ? null : text.text()),
                time,
                wanted.text() ? textState(text, event) : TextState.MISSING,
                text != null && text.cut(),
                wanted.numbers() ? withoutNaN(event.numbers()) : Collections.emptySortedMap(),
                wanted.categories() ? withoutCohort(event, time) : Collections.emptySortedMap());
    }

    /** What tells cohorts apart would be all that a comparison of them finds. */
    private SortedMap<String, String> withoutCohort(Event event, long time) {
        String by = cohorts(event, time).by().orElse(null);
        if (by == null || !event.categories().containsKey(by)) {
            return event.categories();
        }
        TreeMap<String, String> others = new TreeMap<>();
        event.categories().forEach((name, value) -> {
            if (!name.equals(by)) {
                others.put(name, value);
            }
        });
        return others;
    }

    private CohortSettings cohorts(Event event, long time) {
        return inForce.at(time).cohorts().apply(event.key().agentId());
    }

    /** Whether the event's time was ahead of the clock and has been taken back. */
    public static boolean clamped(Features features) {
        return features.occurredAt() != features.event().occurredAt().toEpochMilli();
    }

    private long clamp(long occurredAt, long appendedAt) {
        long now = clock.millis();
        long latest = now + TOLERANCE.toMillis();
        if (occurredAt <= latest) {
            return occurredAt;
        }
        return appendedAt <= latest ? appendedAt : now;
    }

    private static TextState textState(TextDoor.Admitted text, Event event) {
        if (text != null) {
            return text.redacted() ? TextState.REDACTED : TextState.PRESENT;
        }
        return event.embedding() == null ? TextState.MISSING : TextState.PRESENT;
    }

    private static SortedMap<String, Double> withoutNaN(SortedMap<String, Double> numbers) {
        SortedMap<String, Double> finite = new TreeMap<>(numbers);
        finite.values().removeIf(number -> number.isNaN());
        return finite;
    }
}
