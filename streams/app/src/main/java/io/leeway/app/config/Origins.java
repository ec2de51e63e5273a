/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where each value came from.
 *
 * @param source what the file is called
 * @param lines the lines of the file by the names that lead there
 * @param overlaid variable or command line by path, in the order in which they were laid over the file
 */
record Origins(String source, Map<List<String>, Integer> lines, Map<String, String> overlaid) {
    static final String DEFAULT = "default";

    /** Where a key came from, or a section of the file: the last layer that has it. */
    String of(String path) {
        String overlay = overlaid.get(path);
        return overlay == null ? inFile(List.of(path.split("\\.", -1))) : overlay;
    }

    /** Where something inside a key that is a map came from; who sets the whole key sets everything in it. */
    String within(Key<?> key, List<String> rest) {
        String inside = key.path() + "." + String.join(".", rest);
        String origin = null;
        for (Map.Entry<String, String> entry : overlaid.entrySet()) {
            if (entry.getKey().equals(key.path()) || entry.getKey().equals(inside)) {
                origin = entry.getValue();
            }
        }
        if (origin != null) {
            return origin;
        }
        List<String> path = new ArrayList<>(List.of(key.path().split("\\.", -1)));
        path.addAll(rest);
        return inFile(path);
    }

    private String inFile(List<String> path) {
        Integer line = lines.get(path);
        return line == null ? DEFAULT : source + ":" + line;
    }
}
