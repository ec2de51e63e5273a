/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A configuration that is wrong, and what is said of it.
 *
 * @param name what is wrong
 * @param yaml the file
 * @param environment the variables
 * @param flags what the command line sets
 * @param messages every message, in order
 */
record BrokenConfiguration(
        String name, String yaml, Map<String, String> environment, Map<String, String> flags, List<String> messages) {

    private static final String RESOURCE = "broken-configurations.txt";
    private static final int MARK = 3;

    /** All of them. */
    static Stream<BrokenConfiguration> all() {
        List<BrokenConfiguration> all = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                all.add(new BrokenConfiguration(
                        line.substring(MARK), "", new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>()));
            } else if (!all.isEmpty()) {
                all.add(all.remove(all.size() - 1).with(line));
            }
        }
        return all.stream();
    }

    private BrokenConfiguration with(String line) {
        if (line.startsWith("$ ")) {
            put(environment, line);
        } else if (line.startsWith("> ")) {
            put(flags, line);
        } else if (line.startsWith("=> ")) {
            messages.add(line.substring(MARK));
        } else {
            return new BrokenConfiguration(name, yaml + line + "\n", environment, flags, messages);
        }
        return this;
    }

    private static void put(Map<String, String> map, String line) {
        int equals = line.indexOf('=');
        map.put(line.substring(2, equals), line.substring(equals + 1));
    }

    private static List<String> lines() {
        try (InputStream in = BrokenConfiguration.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
