/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.Durations;
import io.leeway.schemas.Detectability;
import java.time.Duration;
import java.util.Locale;

/** How soon a change would be seen, for a person at a terminal and for programs. */
final class DetectabilityText {

    private static final Duration EXACT = Duration.ofHours(1);
    private static final int COARSE_MINUTES = 5;

    private DetectabilityText() {}

    /** One sentence, such as <i>a new topic of 10 % would be seen in about 45m</i>. */
    static String of(Detectability known) {
        String change = change(known);
        String within = Durations.format(Duration.ofMillis(known.getWithinMs()));
        return switch (known.getVerdict()) {
            case "seen" -> change + " would be seen in about " + about(Duration.ofMillis(known.getDelayMs()));
            case "not_seen" ->
                change + " would not be seen within " + within
                        + (known.getSmallestSize() == null
                                ? ""
                                : "; " + size(known, known.getSmallestSize()) + " would");
            case "too_few_events" -> "too few events within " + within + " to see " + change;
            default -> change + ": " + known.getVerdict();
        };
    }

    private static String change(Detectability known) {
        String size = size(known, known.getSize());
        return switch (known.getChange()) {
            case "new_topic" -> "a new topic of " + size;
            case "number_shift" -> "a shift of " + known.getFeature() + " by " + size;
            case "category_swap" -> "another value of " + known.getFeature() + " in " + size;
            default -> known.getChange() + " of " + known.getFeature() + " by " + size;
        };
    }

    private static String size(Detectability known, double size) {
        return known.getChange().equals("number_shift")
                ? String.format(Locale.ROOT, "%.2g standard deviations", size)
                : String.format(Locale.ROOT, "%.0f %%", Math.ceil(100 * size - 0.01));
    }

    /** To the minute below an hour, then to five: more would pretend to know more. */
    private static String about(Duration delay) {
        long minutes = Math.max(1, Math.round(delay.toSeconds() / 60.0));
        long rounded =
                delay.compareTo(EXACT) < 0 ? minutes : COARSE_MINUTES * Math.round((double) minutes / COARSE_MINUTES);
        return Durations.format(Duration.ofMinutes(rounded));
    }

    static void write(Detectability known, ObjectNode json) {
        json.put("change", known.getChange())
                .put("feature", known.getFeature())
                .put("size", known.getSize())
                .put("verdict", known.getVerdict())
                .put("delayMs", known.getDelayMs())
                .put("withinMs", known.getWithinMs())
                .put("smallestSize", known.getSmallestSize())
                .put("workedOutAt", known.getWorkedOutAt().toString());
    }
}
