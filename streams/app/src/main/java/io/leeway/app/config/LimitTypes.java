/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits as they are written, by feature and quantity:
 *
 * <pre>
 * latencyMs: {p99: 3000}
 * taskSuccess: {rate: {at-least: 0.9}}
 * outcome: {share: {refused: 0.1}}
 * </pre>
 *
 * <p>A number alone is an upper bound; {@code {at-least: x, at-most: y}} has either or both. A feature without quantities has
 * no limits, whatever is inherited.
 */
final class LimitTypes {

    private static final int LONGEST_NAME = 128;
    private static final Pattern QUANTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?)");
    private static final List<String> QUANTITIES = List.of("mean", "rate", "share", "p50", "p95", "p99");
    private static final List<String> SIDES = List.of("at-most", "at-least");
    private static final String RULE =
            "must be a map of features to quantities with their bounds, like {latencyMs: {p99: 3000}}";
    private static final String QUANTITY_RULE = "must be a map of mean, rate, share or a quantile like p99 to a bound";
    private static final String BOUND_RULE =
            "must be a number, or {at-most: NUMBER, at-least: NUMBER} with one of them or both";
    private static final String SHARE_RULE = "must be above 0 and below 1";

    private LimitTypes() {}

    static ValueType<SortedMap<String, List<LimitSpec>>> limits() {
        return new ValueType<>("map", RULE, LimitTypes::parse, LimitTypes::canonical, false, Fragments.LIMITS);
    }

    private static Optional<SortedMap<String, List<LimitSpec>>> parse(String key, JsonNode node, Problems problems) {
        SortedMap<String, List<LimitSpec>> limits = new TreeMap<>();
        if (!ScalarTypes.isNothing(node) && !node.isObject()) {
            problems.add(key, ScalarTypes.show(node), RULE);
            return Optional.empty();
        }
        Problems.Mark before = problems.mark();
        for (Map.Entry<String, JsonNode> feature : node.properties()) {
            String name = feature.getKey();
            String path = key + "." + name;
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                problems.add(path, "", "must be a name of 1 to " + LONGEST_NAME + " characters");
            } else {
                limits.put(name, feature(path, name, feature.getValue(), problems));
            }
        }
        return problems.since(before) ? Optional.empty() : Optional.of(Collections.unmodifiableSortedMap(limits));
    }

    private static List<LimitSpec> feature(String path, String feature, JsonNode node, Problems problems) {
        List<LimitSpec> limits = new ArrayList<>();
        if (!(node instanceof ObjectNode quantities)) {
            problems.add(path, ScalarTypes.show(node), QUANTITY_RULE, "for no limits, write {}");
            return limits;
        }
        for (Map.Entry<String, JsonNode> entry : quantities.properties()) {
            String at = path + "." + entry.getKey();
            if (entry.getKey().equals("share")) {
                shares(at, feature, entry.getValue(), limits, problems);
            } else {
                quantity(at, entry.getKey(), problems)
                        .ifPresent(quantity -> bounds(at, feature, quantity, entry.getValue(), limits, problems));
            }
        }
        limits.sort(Comparator.comparing(LimitSpec::name));
        return List.copyOf(limits);
    }

    private static void shares(String path, String category, JsonNode node, List<LimitSpec> limits, Problems problems) {
        if (!node.isObject() || node.isEmpty()) {
            problems.add(
                    path,
                    ScalarTypes.show(node),
                    "must be a map of the category's values to bounds, like {refused: 0.1}");
            return;
        }
        node.properties()
                .forEach(value -> bounds(
                        path + "." + value.getKey(),
                        category,
                        Quantity.share(value.getKey()),
                        value.getValue(),
                        limits,
                        problems));
    }

    private static Optional<Quantity> quantity(String path, String name, Problems problems) {
        Matcher quantile = QUANTILE.matcher(name);
        if (quantile.matches() && Double.parseDouble(quantile.group(1)) > 0) {
            return Optional.of(Quantity.quantile(Double.parseDouble(quantile.group(1))));
        }
        switch (name) {
            case "mean" -> {
                return Optional.of(Quantity.mean());
            }
            case "rate" -> {
                return Optional.of(Quantity.rate());
            }
            case "median" -> {
                problems.add(path, "", "is not a known quantity", "write p50");
                return Optional.empty();
            }
            default -> {
                problems.add(
                        path,
                        "",
                        "is not a known quantity",
                        Nearest.to(name, QUANTITIES)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("known here: mean, rate, share, and quantiles like p99 or p99.9"));
                return Optional.empty();
            }
        }
    }

    private static void bounds(
            String path, String feature, Quantity quantity, JsonNode node, List<LimitSpec> limits, Problems problems) {
        if (!(node instanceof ObjectNode sides)) {
            bound(path, feature, quantity, Side.AT_MOST, node, problems).ifPresent(limits::add);
            return;
        }
        if (sides.isEmpty()) {
            problems.add(path, ScalarTypes.show(node), BOUND_RULE);
        }
        List<LimitSpec> both = new ArrayList<>();
        sides.properties().forEach(side -> {
            String at = path + "." + side.getKey();
            if (SIDES.contains(side.getKey())) {
                Side which = side.getKey().equals("at-most") ? Side.AT_MOST : Side.AT_LEAST;
                bound(at, feature, quantity, which, side.getValue(), problems).ifPresent(both::add);
            } else {
                problems.add(at, "", "is not a known key", "known here: at-most, at-least");
            }
        });
        if (both.size() == 2) {
            double least = both.get(both.get(0).side() == Side.AT_LEAST ? 0 : 1).bound();
            double most = both.get(both.get(0).side() == Side.AT_MOST ? 0 : 1).bound();
            if (least > most) {
                problems.add(path + ".at-least", text(least), "must not be above at-most, which is " + text(most));
            }
        }
        limits.addAll(both);
    }

    private static Optional<LimitSpec> bound(
            String path, String feature, Quantity quantity, Side side, JsonNode node, Problems problems) {
        boolean share = quantity.kind() == Kind.RATE || quantity.kind() == Kind.SHARE;
        Optional<Double> bound = ScalarTypes.isNothing(node) ? Optional.empty() : number(node);
        if (bound.isEmpty()) {
            problems.add(path, ScalarTypes.show(node), BOUND_RULE);
            return Optional.empty();
        }
        if (share && !(bound.get() > 0 && bound.get() < 1)) {
            problems.add(
                    path,
                    ScalarTypes.show(node),
                    SHARE_RULE,
                    bound.get() >= 1 && bound.get() < 100 ? "write a percentage of 2 as 0.02" : "");
            return Optional.empty();
        }
        return Optional.of(new LimitSpec(feature, quantity, side, bound.get()));
    }

    private static Optional<Double> number(JsonNode node) {
        try {
            return node.isValueNode() && !node.isBoolean()
                    ? Optional.of(new BigDecimal(node.asText()).doubleValue()).filter(Double::isFinite)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As {@code validate} shows it: {@code latencyMs p99 at most 3000}. */
    static String describe(LimitSpec limit) {
        return limit.feature() + " " + limit.name() + " " + text(limit.bound());
    }

    /** JSON, which is YAML too. */
    private static String canonical(SortedMap<String, List<LimitSpec>> limits) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        limits.forEach((feature, own) -> {
            ObjectNode quantities = all.putObject(feature);
            for (LimitSpec limit : own) {
                Quantity quantity = limit.quantity();
                ObjectNode bounds = quantity.kind() == Kind.SHARE
                        ? quantities.withObjectProperty("share").withObjectProperty(quantity.value())
                        : quantities.withObjectProperty(quantity.label());
                bounds.put(limit.side() == Side.AT_MOST ? "at-most" : "at-least", limit.bound());
            }
        });
        return all.toString();
    }

    private static String text(double bound) {
        BigDecimal exact = BigDecimal.valueOf(bound).stripTrailingZeros();
        return exact.abs().compareTo(BigDecimal.valueOf(1e15)) < 0 ? exact.toPlainString() : exact.toString();
    }
}
