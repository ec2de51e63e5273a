/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.MonitorSettings.Features;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the limits of a scope are: its own by feature, over the inherited ones, over those of the presets. */
final class Limits {

    /** What names measured on a text begin with. */
    private static final String DESCRIPTOR = "text/";

    private Limits() {}

    /** The first ones, but for the features that the second ones name. */
    static SortedMap<String, List<LimitSpec>> overlaid(
            Map<String, List<LimitSpec>> below, Map<String, List<LimitSpec>> above) {
        SortedMap<String, List<LimitSpec>> merged = new TreeMap<>(below);
        merged.putAll(above);
        return Collections.unmodifiableSortedMap(merged);
    }

    /** All limits of a complete set of values, presets included. */
    static List<LimitSpec> of(Values values) {
        SortedMap<String, List<LimitSpec>> all = new TreeMap<>();
        for (Preset preset : values.require(Keys.PRESETS)) {
            all.putAll(preset.limits());
        }
        all.putAll(values.require(Keys.LIMITS));
        List<LimitSpec> limits = new ArrayList<>();
        all.values().forEach(limits::addAll);
        return List.copyOf(limits);
    }

    /**
     * A limit on what is not monitored would never be judged.
     *
     * @param prefix where the scope stands, for problems
     * @param own what the scope itself says
     * @param effective the same over everything inherited
     */
    static void check(String prefix, Values own, Values effective, Problems problems) {
        boolean readable = effective.get(Keys.FEATURES_TEXT).isPresent()
                && effective.get(Keys.FEATURES_NUMBERS).isPresent()
                && effective.get(Keys.FEATURES_CATEGORIES).isPresent();
        if (!readable) {
            return;
        }
        Features features = new Features(
                effective.require(Keys.FEATURES_TEXT),
                effective.require(Keys.FEATURES_NUMBERS),
                effective.require(Keys.FEATURES_CATEGORIES));
        own.get(Keys.LIMITS).ifPresent(byFeature -> byFeature.values().stream()
                .flatMap(List::stream)
                .forEach(limit -> check(prefix + "limits", limit, features, problems)));
        own.get(Keys.PRESETS)
                .ifPresent(presets -> presets.forEach(preset -> {
                    if (!features.numbers() || !features.categories()) {
                        problems.add(
                                prefix + "presets",
                                Preset.TYPE.canonical().apply(List.of(preset)),
                                "needs features.numbers: auto and features.categories: auto");
                    }
                }));
    }

    private static void check(String path, LimitSpec limit, Features features, Problems problems) {
        String missing;
        if (limit.feature().startsWith(DESCRIPTOR)) {
            missing = features.text() ? "" : "text: true";
        } else if (limit.quantity().kind() == Kind.RATE) {
            missing = features.numbers() || features.categories() ? "" : "numbers: auto or features.categories: auto";
        } else if (limit.quantity().kind() == Kind.SHARE) {
            missing = features.categories() ? "" : "categories: auto";
        } else {
            missing = features.numbers() ? "" : "numbers: auto";
        }
        if (!missing.isEmpty()) {
            problems.add(path + "." + limit.feature(), limit.name(), "needs features." + missing);
        }
    }
}
