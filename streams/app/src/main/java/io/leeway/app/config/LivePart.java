/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a configuration that may change while the service runs, as text: what agents are monitored with, as {@code
 * defaults} and {@code agents} of a file. Equal settings give equal text. It holds no secrets.
 */
final class LivePart {

    private static final String DEFAULTS = Keys.DEFAULTS.substring(0, Keys.DEFAULTS.length() - 1);
    private static final String NOTHING = "-";

    private LivePart() {}

    /** JSON, which is YAML too. */
    static String text(Values root, List<AgentRule> leastSpecificFirst) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        ObjectNode defaults = text.putObject(DEFAULTS);
        values(root, keys()).forEach((path, node) -> put(defaults, path, node));
        ObjectNode agents = text.putObject(Keys.AGENTS.path());
        // Of equally specific patterns the first in a file decides.
        List<AgentRule> rules = new ArrayList<>(leastSpecificFirst);
        Collections.reverse(rules);
        for (AgentRule rule : rules) {
            ObjectNode section = agents.putObject(rule.pattern());
            values(rule.values(), keys()).forEach((path, node) -> put(section, path, node));
        }
        return text.toString();
    }

    /**
     * A configuration with another such part.
     *
     * @param tree the configuration
     * @param text what {@link #text} made
     */
    static ObjectNode replaced(ObjectNode tree, String text) {
        ObjectNode live = YamlText.document("a configuration that was announced", text);
        ObjectNode replaced = tree.deepCopy();
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        for (Key<?> key : Keys.ALL) {
            String name = key.path().startsWith(Keys.DEFAULTS) ? relative(key) : "";
            if (!name.isEmpty() && !key.live() && tree.path(DEFAULTS).has(name)) {
                defaults.set(name, tree.path(DEFAULTS).get(name));
            }
        }
        live.path(DEFAULTS).properties().forEach(entry -> defaults.set(entry.getKey(), entry.getValue()));
        replaced.set(DEFAULTS, defaults);
        replaced.set(Keys.AGENTS.path(), live.path(Keys.AGENTS.path()).deepCopy());
        return replaced;
    }

    /** What is different, a line for each key: {@code defaults.windows: [20m] -> [20m, 1h]}. */
    static List<String> changes(Effective before, Effective after) {
        Map<String, String> old = settings(before);
        Map<String, String> now = settings(after);
        Set<String> paths = new LinkedHashSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<String> changes = new ArrayList<>();
        for (String path : paths) {
            String from = old.getOrDefault(path, NOTHING);
            String to = now.getOrDefault(path, NOTHING);
            if (!from.equals(to)) {
                changes.add(path + ": " + from + " -> " + to);
            }
        }
        if (changes.isEmpty() && !before.live().equals(after.live())) {
            changes.add(Keys.AGENTS.path() + ": another order of equally specific patterns");
        }
        return changes;
    }

    private static Map<String, String> settings(Effective of) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Key<?> key : keys()) {
            canonical(key, of.root(), key.path(), settings);
        }
        for (AgentRule rule : of.rules()) {
            String pattern = Keys.AGENTS.path() + "." + rule.pattern();
            settings.put(pattern, "{}");
            for (Key<?> key : keys()) {
                canonical(key, rule.values(), pattern + "." + relative(key), settings);
            }
        }
        return settings;
    }

    private static <T> void canonical(Key<T> key, Values values, String path, Map<String, String> settings) {
        values.get(key)
                .ifPresent(value -> settings.put(path, key.type().canonical().apply(value)));
    }

    private static List<Key<?>> keys() {
        return Keys.ALL.stream()
                .filter(key -> key.live() && key.path().startsWith(Keys.DEFAULTS))
                .toList();
    }

    private static String relative(Key<?> key) {
        return key.path().substring(Keys.DEFAULTS.length());
    }

    private static Map<String, JsonNode> values(Values values, List<Key<?>> keys) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        keys.forEach(key -> node(key, values, nodes));
        return nodes;
    }

    private static <T> void node(Key<T> key, Values values, Map<String, JsonNode> nodes) {
        values.get(key).ifPresent(value -> {
            String text = key.type().canonical().apply(value);
            try {
                nodes.put(relative(key), key.type().literal() ? TextNode.valueOf(text) : YamlText.value(text));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the canonical form of " + key.path(), e);
            }
        });
    }

    private static void put(ObjectNode section, String path, JsonNode node) {
        ObjectNode in = section;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            in = in.withObjectProperty(names[i]);
        }
        in.set(names[names.length - 1], node);
    }
}
