/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The types whose values are lists or maps. */
final class StructuredTypes {
    static final int MAX_WINDOWS = 8;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(90);
    private static final ValueType<Duration> WINDOW_LENGTH =
            ScalarTypes.duration(Duration.ofSeconds(1), LONGEST_WINDOW);
    private static final ValueType<Integer> WINDOW_EVENTS = ScalarTypes.integer(1, 100_000_000);

    /** Kafka properties that have a key of their own, because more than one part of the service must agree on them. */
    private static final Map<String, String> OWN_KEYS = Map.of(
            "application.id", "application-id",
            "num.stream.threads", "threads",
            "state.dir", "state-dir",
            "replication.factor", "replication-factor");

    /** Kafka properties that would break what Leeway promises: exactly once, and one exit for every bad record. */
    private static final Set<String> DECIDED = Set.of(
            "processing.guarantee",
            "isolation.level",
            "deserialization.exception.handler",
            "processing.exception.handler",
            "production.exception.handler",
            "ensure.explicit.internal.resource.naming",
            "rocksdb.config.setter");

    private StructuredTypes() {}

    /** Kafka's properties under their dotted names. */
    static ValueType<Map<String, String>> kafkaProperties() {
        String rule = "must be a map of Kafka's own dotted property names to single values";
        return new ValueType<>(
                "map",
                rule,
                (key, node, problems) -> sectionOf(key, node, rule, problems).map(section -> {
                    Map<String, String> properties = new TreeMap<>();
                    section.properties().forEach(entry -> {
                        String path = key + "." + entry.getKey();
                        JsonNode value = entry.getValue();
                        if (OWN_KEYS.containsKey(entry.getKey())) {
                            String own = OWN_KEYS.get(entry.getKey());
                            problems.add(path, ScalarTypes.show(value), "must not be set here", "set " + own);
                        } else if (DECIDED.contains(entry.getKey())) {
                            problems.add(
                                    path, ScalarTypes.show(value), "must not be set, because Leeway depends on it");
                        } else if (DECIDED.contains(entry.getKey())) {
                            problems.add(
                                    path, ScalarTypes.show(value), "must not be set, because Leeway depends on it");
                        } else if (value.isValueNode() && !ScalarTypes.isNothing(value)) {
                            properties.put(entry.getKey(), value.asText());
                        } else {
                            problems.add(path, ScalarTypes.show(value), "must be a single value");
                        }
                    });
                    return Collections.unmodifiableMap(properties);
                }),
                Map::toString,
                false,
                Fragments.KAFKA);
    }

    /** Any map, to be read further by somebody else. */
    static ValueType<ObjectNode> section(String name, String rule) {
        return new ValueType<>(
                name,
                rule,
                (key, node, problems) -> sectionOf(key, node, rule, problems),
                ObjectNode::toString,
                false,
                Fragments.MAP);
    }

    /** A section without keys, which is there or not. */
    static <T> ValueType<T> emptySection(Supplier<T> value) {
        String rule = "must be {}, because it has no keys";
        return new ValueType<>(
                "empty map",
                rule,
                (key, node, problems) -> sectionOf(key, node, rule, problems).flatMap(section -> {
                    if (!section.isEmpty()) {
                        problems.add(key, ScalarTypes.show(section), rule);
                        return Optional.empty();
                    }
                    return Optional.of(value.get());
                }),
                present -> "{}",
                false,
                Fragments.EMPTY_MAP);
    }

    static ValueType<List<WindowSpec>> windows() {
        String rule = "must be a list of 1 to " + MAX_WINDOWS + " durations or {events: N, at-most: DURATION}";
        return new ValueType<>(
                "list",
                rule,
                (key, node, problems) -> listOf(key, node, rule, problems, (path, item) -> window(path, item, problems))
                        .filter(windows -> {
                            boolean few = windows.size() <= MAX_WINDOWS;
                            if (!few) {
                                problems.add(key, windows.size() + " windows", rule);
                            }
                            return few;
                        }),
                windows -> windows.stream().map(WindowText::of).collect(Collectors.joining(", ", "[", "]")),
                false,
                Fragments.windows(MAX_WINDOWS, WINDOW_EVENTS.schema()));
    }

    private static Optional<WindowSpec> window(String path, JsonNode item, Problems problems) {
        if (!item.isObject()) {
            return WINDOW_LENGTH.parser().parse(path, item, problems).map(WindowSpec::ofDuration);
        }
        boolean known = onlyKnown(path, item, List.of("events", "at-most"), problems);
        Optional<Integer> events = WINDOW_EVENTS.parser().parse(path + ".events", item.path("events"), problems);
        Optional<Duration> atMost = WINDOW_LENGTH.parser().parse(path + ".at-most", item.path("at-most"), problems);
        return known && events.isPresent() && atMost.isPresent()
                ? Optional.of(WindowSpec.ofEvents(events.get(), atMost.get()))
                : Optional.empty();
    }

    /** Whether every name of a section is one of these; a problem is added for each that is not. */
    static boolean onlyKnown(String path, JsonNode item, List<String> keys, Problems problems) {
        boolean known = true;
        for (Iterator<String> names = item.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                known = false;
                problems.add(
                        path + "." + name,
                        "",
                        "is not a known key",
                        Nearest.to(name, keys)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("known here: " + String.join(", ", keys)));
            }
        }
        return known;
    }

    private static Optional<ObjectNode> sectionOf(String key, JsonNode node, String rule, Problems problems) {
        if (ScalarTypes.isNothing(node)) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        if (node instanceof ObjectNode section) {
            return Optional.of(section);
        }
        problems.add(key, ScalarTypes.show(node), rule);
        return Optional.empty();
    }

    /** Reads one item of a list. */
    @FunctionalInterface
    interface ItemParser<T> {
        Optional<T> parse(String path, JsonNode item);
    }

    /** A list of at least one item; nothing if one of them is not as it must be. */
    static <T> Optional<List<T>> listOf(
            String key, JsonNode node, String rule, Problems problems, ItemParser<T> parser) {
        if (!node.isArray() || node.isEmpty()) {
            problems.add(key, ScalarTypes.show(node), rule);
            return Optional.empty();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            parser.parse(key + "[" + i + "]", node.get(i)).ifPresent(items::add);
        }
        return items.size() == node.size() ? Optional.of(List.copyOf(items)) : Optional.empty();
    }
}
