/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Limits that go by one name. They bind agents that send the features, and no others. */
enum Preset {
    /** The usual measures of an agent's work, under the names producers are asked to use. */
    AGENT_EVALS;

    /** A list of presets. */
    static final ValueType<List<Preset>> TYPE = type();

    /** The limits by feature. */
    SortedMap<String, List<LimitSpec>> limits() {
        return specs().collect(
                        Collectors.groupingBy(LimitSpec::feature, TreeMap::new, Collectors.toUnmodifiableList()));
    }

    private Stream<LimitSpec> specs() {
        return switch (this) {
            case AGENT_EVALS ->
                Stream.of(
                        new LimitSpec("costUsd", Quantity.mean(), Side.AT_MOST, 0.1),
                        new LimitSpec("humanOverride", Quantity.rate(), Side.AT_MOST, 0.1),
                        new LimitSpec("latencyMs", Quantity.quantile(95), Side.AT_MOST, 10_000),
                        new LimitSpec("latencyMs", Quantity.quantile(99), Side.AT_MOST, 30_000),
                        new LimitSpec("policyViolation", Quantity.rate(), Side.AT_MOST, 0.01),
                        new LimitSpec("taskSuccess", Quantity.rate(), Side.AT_LEAST, 0.8),
                        new LimitSpec("toolError", Quantity.rate(), Side.AT_MOST, 0.05));
        };
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ValueType<List<Preset>> type() {
        ValueType<Preset> name = ScalarTypes.choice(values());
        String rule = "must be a list with any of "
                + Arrays.stream(values()).map(Preset::text).collect(Collectors.joining(", "));
        return new ValueType<>(
                "list",
                rule,
                (key, node, problems) -> {
                    if (!node.isArray()) {
                        problems.add(key, ScalarTypes.show(node), rule);
                        return Optional.empty();
                    }
                    List<Preset> presets = new ArrayList<>();
                    for (int i = 0; i < node.size(); i++) {
                        name.parser()
                                .parse(key + "[" + i + "]", node.get(i), problems)
                                .ifPresent(presets::add);
                    }
                    return presets.size() == node.size() ? Optional.of(List.copyOf(presets)) : Optional.empty();
                },
                presets -> presets.stream()
                        .map(Preset::text)
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(", ", "[", "]")),
                false,
                Fragments.list(0, name.schema()));
    }
}
