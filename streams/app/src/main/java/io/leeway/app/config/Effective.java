/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leeway.stats.window.LimitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A valid configuration, key by key, with where each value came from. */
public final class Effective {
    private static final String REFERENCES = "references";
    static final String HIDDEN = "(hidden)";

    /** Keys whose values have parts that their canonical form leaves out, none of which can be a secret. */
    private static final Set<Key<?>> AS_WRITTEN = Set.of(Keys.INPUTS, CorpusKeys.TOPICS, RegistryKeys.SCHEMAS);

    private final LeewayConfig config;
    private final Values root;
    private final List<AgentRule> rules;
    private final ObjectNode tree;
    private final Origins origins;

    /**
     * @param rules the least specific first
     * @param tree the file with everything that was laid over it
     */
    Effective(LeewayConfig config, Values root, List<AgentRule> rules, ObjectNode tree, Origins origins) {
        this.config = config;
        this.root = root;
        this.rules = rules;
        this.tree = tree;
        this.origins = origins;
    }

    /**
     * Loads as {@link LeewayConfig#load(Path, Map)} does, or without a file.
     *
     * @throws ConfigurationException with every problem found
     * @throws IOException if the file cannot be read
     */
    public static Effective load(Optional<Path> file, Map<String, String> overrides) throws IOException {
        return ConfigSource.of(file, overrides).load();
    }

    /** The configuration itself. */
    public LeewayConfig config() {
        return config;
    }

    /** What may change while the service runs, as text; equal settings give equal text, in which there are no secrets. */
    public String live() {
        return LivePart.text(root, rules);
    }

    /**
     * This configuration with what may change taken from such a text.
     *
     * @throws ConfigurationException if the text is of no valid configuration
     */
    public Effective withLive(String text) {
        return ConfigLoader.fromTree("announced settings", LivePart.replaced(tree, text), origins);
    }

    /** What another configuration has different that may change, a line for each key with both values. */
    public List<String> changesTo(Effective other) {
        return LivePart.changes(this, other);
    }

    /** What another configuration has different that needs a restart, a line for each key with both values. */
    public List<String> fixedChangesTo(Effective other) {
        return FixedPart.changes(this, other);
    }

    Values root() {
        return root;
    }

    /** The least specific first. */
    List<AgentRule> rules() {
        return rules;
    }

    /** Every key, those of maps one by one. */
    public List<Setting> all() {
        List<Setting> settings = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            if (key.equals(Keys.KAFKA) && !config.kafka().isEmpty()) {
                config.kafka().forEach((property, value) -> settings.add(kafka(property, value)));
            } else if (key.equals(Keys.AGENTS) && !rules.isEmpty()) {
                rules.forEach(rule -> settings.addAll(ofPattern(rule)));
            } else {
                settings.add(new Setting(key.path(), shown(key), origin(key)));
            }
        }
        return settings;
    }

    /** What one agent is monitored with: each key by the most specific pattern that has it, or by the defaults. */
    public List<Setting> of(String agentId) {
        List<AgentRule> matching =
                rules.stream().filter(rule -> rule.matches(agentId)).toList();
        Values values = root;
        for (AgentRule rule : matching) {
            values = values.overlaidBy(rule.values());
        }
        List<Setting> settings = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            if (key.equals(Keys.LIMITS)) {
                settings.addAll(limits(values.require(Keys.LIMITS), matching));
            } else if (key.path().startsWith(Keys.DEFAULTS)) {
                settings.add(new Setting(relative(key), canonical(key, values), decidedBy(key, matching)));
            }
        }
        return settings;
    }

    private Setting kafka(String property, String value) {
        return new Setting(
                Keys.KAFKA.path() + "." + property,
                Optional.of(Secrets.isSecret(property, value) ? HIDDEN : value),
                origins.within(Keys.KAFKA, List.of(property)));
    }

    private List<Setting> ofPattern(AgentRule rule) {
        List<Setting> settings = new ArrayList<>();
        for (Key<?> key : Scope.agent(rule.pattern()).keys().values()) {
            if (isGiven(rule, key)) {
                settings.add(new Setting(
                        Keys.AGENTS.path() + "." + rule.pattern() + "." + relative(key),
                        canonical(key, rule.values()),
                        origins.within(Keys.AGENTS, inPattern(rule, relative(key)))));
            }
        }
        return settings;
    }

    Optional<String> shown(Key<?> key) {
        JsonNode written = at(tree, List.of(key.path().split("\\.", -1)));
        return AS_WRITTEN.contains(key) && !written.isMissingNode()
                ? Optional.of(written.isTextual() ? written.asText() : written.toString())
                : canonical(key, root);
    }

    /** Limits are merged feature by feature, so each has an origin of its own. */
    private List<Setting> limits(SortedMap<String, List<LimitSpec>> limits, List<AgentRule> matching) {
        List<Setting> settings = new ArrayList<>();
        limits.forEach((feature, bounds) -> {
            String origin = origin(Keys.LIMITS);
            for (AgentRule rule : matching) {
                if (rule.values()
                        .get(Keys.LIMITS)
                        .filter(own -> own.containsKey(feature))
                        .isPresent()) {
                    origin = pattern(rule, relative(Keys.LIMITS));
                }
            }
            SortedMap<String, List<LimitSpec>> one = new TreeMap<>(Map.of(feature, bounds));
            String whole = Keys.LIMITS.type().canonical().apply(one);
            // the bounds alone: the name of the feature is in the key
            String value = whole.substring(whole.indexOf(':', quotedLength(feature)) + 1, whole.length() - 1);
            settings.add(new Setting(relative(Keys.LIMITS) + "." + feature, Optional.of(value), origin));
        });
        if (settings.isEmpty()) {
            settings.add(new Setting(relative(Keys.LIMITS), Optional.of("{}"), origin(Keys.LIMITS)));
        }
        return settings;
    }

    private static int quotedLength(String feature) {
        return TextNode.valueOf(feature).toString().length();
    }

    private String decidedBy(Key<?> key, List<AgentRule> matching) {
        String origin = origin(key);
        for (AgentRule rule : matching) {
            boolean reference = Keys.REFERENCES.contains(key);
            if (isGiven(rule, key)) {
                origin = pattern(rule, relative(key));
            } else if (reference && Keys.REFERENCES.stream().anyMatch(other -> isGiven(rule, other))) {
                // Given references replace all others; what is left out of one is inherited from the defaults.
                boolean inherited = rule.values().get(key).isPresent();
                origin = inherited ? origin(key) : pattern(rule, REFERENCES);
            }
        }
        return origin;
    }

    private String pattern(AgentRule rule, String path) {
        return Keys.AGENTS.path() + "." + rule.pattern() + ", " + origins.within(Keys.AGENTS, inPattern(rule, path));
    }

    private String origin(Key<?> key) {
        String own = origins.of(key.path());
        boolean replaced = key.defaultText().isPresent() && root.get(key).isEmpty();
        if (!replaced || !own.equals(Origins.DEFAULT)) {
            return own;
        }
        // Only references lose their defaults: to the others that are given.
        String last = origins.of(Keys.DEFAULTS + REFERENCES);
        for (Key<?> other : Keys.REFERENCES) {
            last = last.equals(Origins.DEFAULT) ? origins.of(other.path()) : last;
        }
        return last;
    }

    private boolean isGiven(AgentRule rule, Key<?> key) {
        List<String> path = new ArrayList<>(List.of(Keys.AGENTS.path()));
        path.addAll(inPattern(rule, relative(key)));
        return !at(tree, path).isMissingNode();
    }

    private static List<String> inPattern(AgentRule rule, String path) {
        List<String> names = new ArrayList<>(List.of(rule.pattern()));
        names.addAll(List.of(path.split("\\.", -1)));
        return names;
    }

    private static JsonNode at(JsonNode node, List<String> path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found;
    }

    private static String relative(Key<?> key) {
        return key.path().substring(Keys.DEFAULTS.length());
    }

    private static <T> Optional<String> canonical(Key<T> key, Values values) {
        return values.get(key).map(key.type().canonical());
    }
}
