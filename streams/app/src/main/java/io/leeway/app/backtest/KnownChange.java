/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.stats.inject.CategorySwap;
import io.leeway.stats.inject.Injection;
import io.leeway.stats.inject.MadeTopic;
import io.leeway.stats.inject.NewTopic;
import io.leeway.stats.inject.NumberShift;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change that is put into the history to see whether it is noticed.
 *
 * @param kind what changes
 * @param name of the number or category; empty for texts
 */
public record KnownChange(Kind kind, String name) {

    private static final String UNSEEN = "injected-value";
    private static final double PERCENT = 100;
    private static final List<Double> SHARES = List.of(.02, .05, .1, .2, .4);
    private static final List<Double> DEVIATIONS = List.of(.1, .25, .5, 1.0, 2.0);

    /** What can change. Sizes are shares of the events, or standard deviations of a number. */
    public enum Kind {
        /** A share of the texts is about something the agent has not seen. */
        NEW_TOPIC("new-topic"),
        /** All values of a number move, by so many standard deviations. */
        NUMBER("number"),
        /** A share of a category's events turns from its most frequent value into one never seen. */
        CATEGORY("category");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Reads {@code new-topic}, {@code number:NAME} or {@code category:NAME}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static KnownChange parse(String text) {
        for (Kind kind : Kind.values()) {
            if (kind == Kind.NEW_TOPIC && text.equals(kind.word)) {
                return new KnownChange(kind, "");
            }
            if (kind != Kind.NEW_TOPIC && text.startsWith(kind.word + ":") && text.length() > kind.word.length() + 1) {
                return new KnownChange(kind, text.substring(kind.word.length() + 1));
            }
        }
        throw new IllegalArgumentException("'" + text + "' must be new-topic, number:NAME or category:NAME");
    }

    /** The sizes that are tried, smallest first. */
    public List<Double> sizes() {
        return kind == Kind.NUMBER ? DEVIATIONS : SHARES;
    }

    /** As it is read. */
    public String word() {
        return name.isEmpty() ? kind.word : kind.word + ":" + name;
    }

    /** A change of this size in words. */
    public String describe(double size) {
        return switch (kind) {
            case NEW_TOPIC -> percent(size) + " of the texts about a new topic";
            case NUMBER -> String.format(Locale.ROOT, "%s up by %s standard deviations", name, number(size));
            case CATEGORY -> percent(size) + " of " + name + " with a value never seen";
        };
    }

    private static String percent(double share) {
        return number(PERCENT * share) + " %";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value).replaceAll("0+$", "");
    }

    /**
     * The change of one stream.
     *
     * @param stream names the stream
     * @param before panes of the stream before the change, which say what it is like
     * @param map the feature map of its texts; shared with the injection
     * @param size how large the change is
     * @param trial tells apart changes of one size
     * @return empty if the stream has nothing of that kind
     */
    Optional<Injection> injection(
            String stream, List<PaneEntry> before, KernelFeatureMap map, double size, String trial) {
        return switch (kind) {
            case NEW_TOPIC ->
                MadeTopic.of(vectors(before))
                        .map(topics -> new NewTopic(map, topics.vectors(stream, trial), size, stream, trial));
            case NUMBER ->
                number(before)
                        .map(values -> NumberShift.deviation(values) * size)
                        .filter(distance -> distance > 0)
                        .map(distance -> new NumberShift(name, distance, 1, stream, trial));
            case CATEGORY ->
                category(before)
                        .flatMap(CategorySwap::mostFrequent)
                        .map(value -> new CategorySwap(name, value, UNSEEN, size, stream, trial));
        };
    }

    private static List<float[]> vectors(List<PaneEntry> before) {
        return before.stream()
                .flatMap(entry -> entry.summary().exemplars().stream())
                .map(Exemplar::vector)
                .filter(vector -> vector != null)
                .map(vector -> vector.decode())
                .toList();
    }

    private Optional<NumberSummary> number(List<PaneEntry> before) {
        return before.stream()
                .map(entry -> entry.summary().numbers().get(name))
                .filter(values -> values != null)
                .reduce((one, other) -> merged(one, other));
    }

    private static NumberSummary merged(NumberSummary one, NumberSummary other) {
        NumberSummary both = one.copy();
        both.merge(other);
        return both;
    }

    private Optional<CategorySummary> category(List<PaneEntry> before) {
        return before.stream()
                .map(PaneEntry::summary)
                .map(PaneSummary::categories)
                .map(categories -> categories.get(name))
                .filter(values -> values != null)
                .reduce((one, other) -> {
                    CategorySummary both = one.copy();
                    both.merge(other);
                    return both;
                });
    }
}
