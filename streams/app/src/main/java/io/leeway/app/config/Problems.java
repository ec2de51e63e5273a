/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects problems while a configuration is read, and says of each whether it came from outside the file. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final Map<String, String> origins;

    /**
     * @param origins for each key path that was not taken from the file, where it came from: "set by LEEWAY_HTTP_PORT"
     */
    Problems(Map<String, String> origins) {
        this.origins = Map.copyOf(origins);
    }

    void add(String key, String value, String rule, String suggestion) {
        String origin = originOf(key);
        found.add(new Problem(key, value, origin.isEmpty() ? rule : rule + " (" + origin + ")", suggestion));
    }

    void add(String key, String value, String rule) {
        add(key, value, rule, "");
    }

    /** How many there are up to now. */
    int count() {
        return found.size();
    }

    /** Whether there is one with a key under a section. */
    boolean mention(String prefix) {
        return found.stream().anyMatch(problem -> problem.key().startsWith(prefix));
    }

    /** A place in the list of problems. */
    record Mark(int found) {}

    /** Where the list ends now. */
    Mark mark() {
        return new Mark(found.size());
    }

    /** Whether a problem was found after a place. */
    boolean since(Mark mark) {
        return found.size() > mark.found();
    }

    void throwIfAny(String source) {
        if (!found.isEmpty()) {
            throw new ConfigurationException(source, found);
        }
    }

    private String originOf(String key) {
        String exact = origins.get(key);
        if (exact != null) {
            return exact;
        }
        int bracket = key.indexOf('[');
        return bracket < 0 ? "" : origins.getOrDefault(key.substring(0, bracket), "");
    }
}
