/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the references of a scope are: those that are given replace the inherited ones, all of them. */
final class References {
    /** What a seasonal reference is made of where nothing is said: four of each hour of the week. */
    static final ReferenceSpec.Seasonal SEASONAL = new ReferenceSpec.Seasonal(Duration.ofDays(28), Duration.ofHours(2));

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String AT_LEAST_ONE = "must have at least one reference: trailing, seasonal, none or pinned";

    private References() {}

    /**
     * Completes the trailing and the seasonal reference of a reading with inherited values and checks that the references
     * given make sense.
     *
     * @param path where the references stand, for problems
     * @param relative the path of the references within the reading
     * @param inherited where an incomplete trailing or seasonal reference takes the rest from
     */
    static void complete(
            String path, String relative, ScopeReader.Reading reading, Values inherited, Problems problems) {
        boolean given = reading.sections().contains(relative);
        boolean trailing = reading.sections().contains(relative + ".trailing");
        boolean seasonal = reading.sections().contains(relative + ".seasonal");
        boolean none = reading.mentioned().contains(Keys.REFERENCE_NONE);
        boolean pinned = reading.sections().contains(relative + ".pinned");
        if (trailing) {
            inherit(Keys.TRAILING_LENGTH, reading, inherited);
            inherit(Keys.TRAILING_GAP, reading, inherited);
        }
        if (seasonal) {
            inherit(Keys.SEASONAL_LENGTH, reading, inherited);
            inherit(Keys.SEASONAL_GAP, reading, inherited);
        }
        if (pinned) {
            checkPinned(path + ".pinned", reading, problems);
        }
        if (given && !trailing && !seasonal && !none && !pinned) {
            problems.add(path, "", AT_LEAST_ONE, "leave references out for the default");
        }
    }

    static List<ReferenceSpec> of(Values values) {
        List<ReferenceSpec> references = new ArrayList<>();
        values.get(Keys.TRAILING_LENGTH)
                .ifPresent(length ->
                        references.add(new ReferenceSpec.Trailing(length, values.require(Keys.TRAILING_GAP))));
        values.get(Keys.SEASONAL_LENGTH)
                .ifPresent(length ->
                        references.add(new ReferenceSpec.Seasonal(length, values.require(Keys.SEASONAL_GAP))));
        values.get(Keys.REFERENCE_NONE).ifPresent(references::add);
        values.get(Keys.PINNED_FROM)
                .ifPresent(from -> references.add(new ReferenceSpec.Pinned(from, values.require(Keys.PINNED_TO))));
        values.get(Keys.PINNED_FIRST).ifPresent(first -> references.add(new ReferenceSpec.PinnedFirst(first)));
        return List.copyOf(references);
    }

    /** The rules between the values of one scope's references and the pane. */
    static void check(String path, Values values, Optional<Duration> pane, Problems problems) {
        checkLength(path, "trailing", values.get(Keys.TRAILING_LENGTH), values.get(Keys.TRAILING_GAP), problems);
        checkLength(path, "seasonal", values.get(Keys.SEASONAL_LENGTH), values.get(Keys.SEASONAL_GAP), problems);
        pane.ifPresent(shortest -> {
            atLeast(path + ".trailing.gap", values.get(Keys.TRAILING_GAP), shortest, problems);
            atLeast(path + ".seasonal.gap", values.get(Keys.SEASONAL_GAP), shortest, problems);
            atLeast(path + ".pinned.first", values.get(Keys.PINNED_FIRST), shortest, problems);
            if (values.get(Keys.SEASONAL_LENGTH).isPresent() && HOUR.toNanos() % shortest.toNanos() != 0) {
                problems.add(
                        path + ".seasonal",
                        "",
                        "needs panes that divide an hour evenly, but defaults.pane is " + Durations.format(shortest));
            }
        });
        values.get(Keys.PINNED_FROM).ifPresent(from -> values.get(Keys.PINNED_TO)
                .filter(to -> !from.isBefore(to))
                .ifPresent(to -> problems.add(
                        path + ".pinned.from", from.toString(), "must be before pinned.to, which is " + to)));
    }

    private static void checkLength(
            String path, String name, Optional<Duration> length, Optional<Duration> gap, Problems problems) {
        if (length.isPresent() && gap.isPresent() && length.get().compareTo(gap.get()) <= 0) {
            problems.add(
                    path + "." + name + ".length",
                    Durations.format(length.get()),
                    "must be longer than " + name + ".gap, which is " + Durations.format(gap.get()));
        }
    }

    private static void atLeast(String path, Optional<Duration> value, Duration pane, Problems problems) {
        value.filter(duration -> duration.compareTo(pane) < 0)
                .ifPresent(duration -> problems.add(
                        path,
                        Durations.format(duration),
                        "must be at least one pane, which is " + Durations.format(pane)));
    }

    private static <T> void inherit(Key<T> key, ScopeReader.Reading reading, Values inherited) {
        if (!reading.mentioned().contains(key)) {
            inherited.get(key).ifPresent(value -> reading.values().put(key, value));
        }
    }

    private static void checkPinned(String path, ScopeReader.Reading reading, Problems problems) {
        boolean from = reading.mentioned().contains(Keys.PINNED_FROM);
        boolean to = reading.mentioned().contains(Keys.PINNED_TO);
        boolean first = reading.mentioned().contains(Keys.PINNED_FIRST);
        boolean span = from && to && !first;
        boolean start = first && !from && !to;
        if (!span && !start) {
            problems.add(path, "", "must have either from and to, or first");
        }
    }
}
