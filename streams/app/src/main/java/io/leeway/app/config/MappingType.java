/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import io.leeway.app.config.MappingSettings.Features;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the mapping of an input. */
final class MappingType {
    private static final String NUMBERS = "numbers";
    private static final String CATEGORIES = "categories";
    private static final String SOURCE_RULE = "must be a JSONPath that begins with $, or a constant";
    private static final String PATH_RULE = "must be a JSONPath that begins with $";
    private static final List<String> MEASURES = List.of("text", "embedding", NUMBERS, CATEGORIES);

    private MappingType() {}

    static Optional<MappingSettings> parse(String key, JsonNode node, Problems problems) {
        if (!node.isObject()) {
            problems.add(key, ScalarTypes.show(node), "must be a map from fields of the event to JSONPaths");
            return Optional.empty();
        }
        Problems.Mark before = problems.mark();
        List<String> names = new ArrayList<>(MappingSettings.FIELDS);
        names.addAll(List.of(NUMBERS, CATEGORIES));
        StructuredTypes.onlyKnown(key, node, names, problems);
        Map<String, String> fields = new HashMap<>();
        for (String field : MappingSettings.FIELDS) {
            if (node.has(field)) {
                // one time or vector for all events would tell nothing
                boolean path = field.equals("occurredAt") || field.equals("embedding");
                source(key + "." + field, node.get(field), path, problems).ifPresent(it -> fields.put(field, it));
            }
        }
        Features numbers = features(key + "." + NUMBERS, node.path(NUMBERS), problems);
        Features categories = features(key + "." + CATEGORIES, node.path(CATEGORIES), problems);
        if (!node.has("agentId")) {
            problems.add(key, "", "must have agentId");
        }
        if (MEASURES.stream().noneMatch(node::has)) {
            problems.add(key, "", "must have one of " + String.join(", ", MEASURES));
        }
        if (problems.since(before)) {
            return Optional.empty();
        }
        requireNumbers(key, numbers, problems);
        return problems.since(before)
                ? Optional.empty()
                : Optional.of(new MappingSettings(fields, numbers, categories));
    }

    private static void requireNumbers(String key, Features numbers, Problems problems) {
        numbers.each().forEach((name, source) -> {
            if (!MappingSettings.isPath(source) && !isNumber(source)) {
                problems.add(key + "." + NUMBERS + "." + name, source, PATH_RULE + ", or a number");
            }
        });
    }

    private static Features features(String key, JsonNode node, Problems problems) {
        if (node.isMissingNode()) {
            return Features.NONE;
        }
        if (!node.isObject()) {
            return new Features(source(key, node, true, problems), Map.of());
        }
        Map<String, String> each = new HashMap<>();
        node.properties().forEach(entry -> source(key + "." + entry.getKey(), entry.getValue(), false, problems)
                .ifPresent(source -> each.put(entry.getKey(), source)));
        return new Features(Optional.empty(), each);
    }

    private static Optional<String> source(String key, JsonNode node, boolean path, Problems problems) {
        String rule = path ? PATH_RULE : SOURCE_RULE;
        boolean scalar = node.isValueNode() && !ScalarTypes.isNothing(node);
        if (!scalar || (path && !MappingSettings.isPath(node.asText()))) {
            problems.add(key, ScalarTypes.show(node), rule);
            return Optional.empty();
        }
        String source = node.asText();
        if (MappingSettings.isPath(source) && !compiles(source)) {
            problems.add(key, source, rule);
            return Optional.empty();
        }
        return Optional.of(source);
    }

    private static boolean compiles(String path) {
        try {
            JsonPath.compile(path);
            return !path.endsWith("["); // the compiler overlooks one at the end
        } catch (JsonPathException e) {
            return false;
        }
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
