/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lays the environment and the command line over the tree of the file; the last to speak wins. */
final class Overlay {
    static final String COMMAND_LINE = "command line";

    private static final String PREFIX = "LEEWAY_";
    private static final String KAFKA_VARIABLE = Keys.KAFKA.variable() + "_";
    private static final String KAFKA_PATH = Keys.KAFKA.path() + ".";

    /** Variables of the launcher, the command line and the tests of the examples, which name no key. */
    private static final Set<String> NOT_KEYS = Set.of(
            "LEEWAY_HEAP",
            "LEEWAY_JAVA_OPTS",
            "LEEWAY_LOG_LEVEL",
            "LEEWAY_CONFIG",
            "LEEWAY_HOME",
            "LEEWAY_PYTHON",
            "LEEWAY_NODE",
            "LEEWAY_OTEL_PROGRAMS");

    // Kubernetes puts such variables into every pod beside a service called leeway or leeway-something
    private static final Pattern SERVICE_LINK_NAME =
            Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(_[A-Z0-9_]+)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?");
    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();
    private final Map<String, String> unknown = new LinkedHashMap<>();

    /**
     * @param environment all variables of the process; those that do not begin with LEEWAY_ are ignored
     * @param overrides key path to text, from the command line
     */
    Overlay(Map<String, String> environment, Map<String, String> overrides) {
        Map<String, Key<?>> byVariable = new LinkedHashMap<>();
        Keys.ALL.forEach(key -> byVariable.put(key.variable(), key));
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !NOT_KEYS.contains(name) && !isServiceLink(name, value)) {
                pathOf(name, byVariable)
                        .ifPresentOrElse(
                                path -> put(path, value, name),
                                () -> unknown.put(name, hint(name, byVariable.keySet())));
            }
        });
        new TreeMap<>(overrides).forEach((path, value) -> put(path, value, COMMAND_LINE));
    }

    /** For each path laid over the file, the variable or the command line, in the order in which they were laid. */
    Map<String, String> origins() {
        return origins;
    }

    /** The same in words, for problems. */
    Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        origins.forEach((path, origin) ->
                words.put(path, origin.equals(COMMAND_LINE) ? "set on the command line" : "set by " + origin));
        return words;
    }

    /** Changes the tree, and reports what has no place in it. */
    void applyTo(ObjectNode tree, Problems problems) {
        unknown.forEach((name, hint) -> problems.add(name, "", "is not the variable of a known key", hint));
        Map<String, Key<?>> byPath = Keys.ALL.stream().collect(Collectors.toMap(Key::path, key -> key));
        texts.forEach((path, text) -> {
            if (path.startsWith(KAFKA_PATH)) {
                set(tree, List.of(Keys.KAFKA.path(), path.substring(KAFKA_PATH.length())), TextNode.valueOf(text));
            } else if (byPath.containsKey(path)) {
                parse(byPath.get(path), text, problems)
                        .ifPresent(node -> set(tree, List.of(path.split("\\.", -1)), node));
            } else {
                problems.add(path, "", "is not a known key", Scope.root().hint("", path));
            }
        });
    }

    private void put(String path, String text, String origin) {
        texts.put(path, text);
        origins.put(path, origin);
    }

    private static Optional<JsonNode> parse(Key<?> key, String text, Problems problems) {
        if (key.type().literal()) {
            return Optional.of(TextNode.valueOf(text));
        }
        try {
            return Optional.of(YamlText.value(text));
        } catch (JsonProcessingException e) {
            problems.add(key.path(), text, "must be YAML: " + YamlText.reason(e));
            return Optional.empty();
        }
    }

    /** Sets a value, unless a scalar stands where a section should be: the reader reports that. */
    private static void set(ObjectNode tree, List<String> path, JsonNode value) {
        ObjectNode section = tree;
        for (String name : path.subList(0, path.size() - 1)) {
            JsonNode next = section.get(name);
            if (next == null || ScalarTypes.isNothing(next)) {
                section = section.putObject(name);
            } else if (next instanceof ObjectNode object) {
                section = object;
            } else {
                return;
            }
        }
        section.set(path.get(path.size() - 1), value);
    }

    private static Optional<String> pathOf(String variable, Map<String, Key<?>> byVariable) {
        if (variable.startsWith(KAFKA_VARIABLE)) {
            String property = variable.substring(KAFKA_VARIABLE.length());
            return Optional.of(KAFKA_PATH + property.toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        return Optional.ofNullable(byVariable.get(variable)).map(Key::path);
    }

    private static String hint(String variable, Set<String> known) {
        return Nearest.to(variable, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("");
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK_NAME.matcher(name).matches()
                || SERVICE_LINK_VALUE.matcher(value).matches();
    }
}
