/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the values of one scope from a tree, and reports what does not belong there. */
final class ScopeReader {
    private final Scope scope;
    private final Set<String> sections;
    private final Problems problems;
    private final Values.Builder values = new Values.Builder();
    private final Set<Key<?>> mentioned = new HashSet<>();
    private final Set<String> present = new HashSet<>();

    private ScopeReader(Scope scope, Problems problems) {
        this.scope = scope;
        this.sections = scope.sections();
        this.problems = problems;
    }

    static Reading read(Scope scope, ObjectNode tree, Problems problems) {
        ScopeReader reader = new ScopeReader(scope, problems);
        reader.section("", tree);
        return new Reading(reader.values, Set.copyOf(reader.mentioned), Set.copyOf(reader.present));
    }

    private void section(String path, ObjectNode node) {
        present.add(path);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            Key<?> key = scope.keys().get(child);
            // a dotted name is not the nested key it looks like
            boolean nested = !field.getKey().contains(".");
            if (nested && key != null) {
                mentioned.add(key);
                value(key, child, field.getValue());
            } else if (nested && sections.contains(child)) {
                subsection(child, field.getValue());
            } else {
                unknown(path, field.getKey(), field.getValue());
            }
        }
    }

    private <T> void value(Key<T> key, String path, JsonNode node) {
        key.type().parser().parse(scope.prefix() + path, node, problems).ifPresent(value -> values.put(key, value));
    }

    private void subsection(String path, JsonNode node) {
        if (node instanceof ObjectNode object) {
            section(path, object);
        } else if (ScalarTypes.isNothing(node)) {
            present.add(path);
        } else {
            present.add(path);
            problems.add(
                    scope.prefix() + path,
                    ScalarTypes.show(node),
                    "must be a section with " + String.join(", ", scope.namesIn(path)));
        }
    }

    private void unknown(String section, String name, JsonNode node) {
        String path = scope.prefix() + (section.isEmpty() ? name : section + "." + name);
        boolean serviceWide = !scope.prefix().isEmpty()
                && section.isEmpty()
                && Keys.ALL.stream()
                        .anyMatch(key -> Scope.isServiceWide(key) && key.path().equals(Keys.DEFAULTS + name));
        if (serviceWide) {
            problems.add(
                    path,
                    ScalarTypes.show(node),
                    "must be the same for all agents, because every stage shares the pane clock",
                    "set " + Keys.DEFAULTS + name);
        } else {
            // the value is left out: nobody knows what an unknown key may hold
            problems.add(path, "", "is not a known key", scope.hint(section, name));
        }
    }

    /**
     * What was found in a scope.
     *
     * @param values the good values; defaults may still be added
     * @param mentioned every key that stood there, with a good value or a bad one
     * @param sections the path of every section that stood there
     */
    record Reading(Values.Builder values, Set<Key<?>> mentioned, Set<String> sections) {}
}
