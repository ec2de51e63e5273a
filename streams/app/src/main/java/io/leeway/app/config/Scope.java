/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that may stand at one place of the file: everything at its root, or some of {@code defaults} under an agent.
 *
 * @param prefix what comes before a key in problems: empty, or {@code agents.support-*.}
 * @param keys the keys by their path within the scope
 */
record Scope(String prefix, Map<String, Key<?>> keys) {
    static Scope root() {
        return of("", "", Keys.ALL);
    }

    static Scope agent(String pattern) {
        List<Key<?>> own = Keys.ALL.stream()
                .filter(key -> key.path().startsWith(Keys.DEFAULTS))
                .filter(key -> !isServiceWide(key))
                .toList();
        return of("agents." + pattern + ".", Keys.DEFAULTS, own);
    }

    /** Whether a key of {@code defaults} is the same for all agents. */
    static boolean isServiceWide(Key<?> key) {
        return key.equals(Keys.PANE) || key.equals(Keys.GRACE);
    }

    /** The paths of all sections within this scope: every proper prefix of a key. */
    Set<String> sections() {
        Set<String> sections = new LinkedHashSet<>();
        for (String path : keys.keySet()) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                sections.add(path.substring(0, dot));
            }
        }
        return sections;
    }

    /** The names that may stand directly in a section; the empty section is the scope itself. */
    Set<String> namesIn(String section) {
        String start = section.isEmpty() ? "" : section + ".";
        return keys.keySet().stream()
                .filter(path -> path.startsWith(start))
                .map(path -> path.substring(start.length()))
                .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A hint for a name that does not exist in a section: the nearest there, else the same name elsewhere, else the nearest. */
    String hint(String section, String name) {
        String start = section.isEmpty() ? "" : section + ".";
        if (section.isEmpty() && (keys.containsKey(name) || isKafkaProperty(name))) {
            return "write each part before a dot as a section: " + name.substring(0, name.indexOf('.')) + ": {…}";
        }
        return Nearest.to(name, namesIn(section))
                .map(near -> start + near)
                .or(() -> elsewhere(name))
                .or(() -> Nearest.to(start + name, keys.keySet()))
                .map(path -> "did you mean " + prefix + path + "?")
                .orElseGet(() -> "known here: " + String.join(", ", namesIn(section)));
    }

    private Optional<String> elsewhere(String name) {
        Collection<String> everything = new LinkedHashSet<>(keys.keySet());
        everything.addAll(sections());
        return everything.stream().filter(path -> path.endsWith("." + name)).findFirst();
    }

    private boolean isKafkaProperty(String name) {
        return name.startsWith(Keys.KAFKA.path() + ".");
    }

    private static Scope of(String prefix, String schemaPrefix, List<Key<?>> keys) {
        Map<String, Key<?>> byPath = new LinkedHashMap<>();
        keys.forEach(key -> byPath.put(key.path().substring(schemaPrefix.length()), key));
        return new Scope(prefix, byPath);
    }
}
