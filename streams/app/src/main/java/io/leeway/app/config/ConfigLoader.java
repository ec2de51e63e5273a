/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From layers of text to a validated configuration: defaults &lt; file &lt; environment &lt; command line. */
final class ConfigLoader {
    private static final String REFERENCES = "references";

    private final Problems problems;
    private final Values builtIn = builtInReferences();

    private ConfigLoader(Problems problems) {
        this.problems = problems;
    }

    static Effective fromFile(Path file, Map<String, String> environment, Map<String, String> overrides)
            throws IOException {
        try {
            return fromText(file.toString(), Files.readString(file, StandardCharsets.UTF_8), environment, overrides);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "the configuration file does not exist");
        }
    }

    static Effective fromText(
            String source, String yaml, Map<String, String> environment, Map<String, String> overrides) {
        ObjectNode tree = YamlText.document(source, yaml);
        Overlay overlay = new Overlay(environment, overrides);
        Problems problems = new Problems(overlay.inWords());
        overlay.applyTo(tree, problems);
        return new ConfigLoader(problems)
                .load(source, tree, new Origins(source, YamlText.lines(yaml), overlay.origins()));
    }

    /** A configuration whose layers have been laid over each other before. */
    static Effective fromTree(String source, ObjectNode tree, Origins origins) {
        return new ConfigLoader(new Problems(Map.of())).load(source, tree, origins);
    }

    private Effective load(String source, ObjectNode tree, Origins origins) {
        ScopeReader.Reading reading = ScopeReader.read(Scope.root(), tree, problems);
        String path = Keys.DEFAULTS + REFERENCES;
        References.complete(path, path, reading, builtIn, problems);
        for (Key<?> key : Keys.ALL) {
            boolean replaced =
                    Keys.REFERENCES.contains(key) && reading.sections().contains(path);
            if (!reading.mentioned().contains(key) && !replaced) {
                putDefault(key, reading.values());
            }
        }
        Values root = reading.values().build();
        Optional<Duration> pane = root.get(Keys.PANE);
        CrossFieldRules.checkMonitor(Keys.DEFAULTS, root, pane, problems);
        Limits.check(Keys.DEFAULTS, root, root, problems);
        CohortKeys.check(Keys.DEFAULTS, root, root, problems);
        List<AgentRule> rules = agentRules(root, pane);
        CrossFieldRules.checkTopics(root, problems);
        CrossFieldRules.checkModel(root, problems);
        RegistryKeys.check(root, problems);
        PrivacyKeys.check(root, problems);
        problems.throwIfAny(source);
        AgentSettings agents = new AgentSettings(root, rules);
        return new Effective(config(root, agents), root, agents.leastSpecificFirst(), tree, origins);
    }

    private List<AgentRule> agentRules(Values root, Optional<Duration> pane) {
        List<AgentRule> rules = new ArrayList<>();
        root.get(Keys.AGENTS).ifPresent(agents -> {
            for (Map.Entry<String, JsonNode> agent : agents.properties()) {
                if (agent.getKey().isBlank()) {
                    problems.add("agents.\"\"", "", "must be a pattern of at least one character", "* is every agent");
                } else if (agent.getValue() instanceof ObjectNode section) {
                    rules.add(agentRule(agent.getKey(), section, root, pane));
                } else if (!ScalarTypes.isNothing(agent.getValue())) {
                    problems.add(
                            "agents." + agent.getKey(),
                            ScalarTypes.show(agent.getValue()),
                            "must be a section with keys of the defaults section");
                }
            }
        });
        return rules;
    }

    private AgentRule agentRule(String pattern, ObjectNode section, Values root, Optional<Duration> pane) {
        Scope scope = Scope.agent(pattern);
        ScopeReader.Reading reading = ScopeReader.read(scope, section, problems);
        Values.Builder inherited = new Values.Builder();
        copy(Keys.TRAILING_LENGTH, root, inherited);
        copy(Keys.TRAILING_GAP, root, inherited);
        copy(Keys.SEASONAL_LENGTH, root, inherited);
        copy(Keys.SEASONAL_GAP, root, inherited);
        References.complete(scope.prefix() + REFERENCES, REFERENCES, reading, inherited.build(), problems);
        Values values = reading.values().build();
        CrossFieldRules.checkMonitor(scope.prefix(), values, pane, problems);
        Limits.check(scope.prefix(), values, root.overlaidBy(values), problems);
        CohortKeys.check(scope.prefix(), values, root.overlaidBy(values), problems);
        return AgentRule.of(pattern, values);
    }

    private void copy(Key<Duration> key, Values from, Values.Builder to) {
        from.get(key).or(() -> builtIn.get(key)).ifPresent(value -> to.put(key, value));
    }

    private static LeewayConfig config(Values values, AgentSettings agents) {
        return new LeewayConfig(
                values.require(Keys.APPLICATION_ID_KEY),
                values.require(Keys.KAFKA),
                values.require(Keys.INPUTS),
                RegistryKeys.of(values),
                new LeewayConfig.Model(values.require(Keys.MODEL_NAME), values.require(Keys.MODEL_MAX_TOKENS)),
                agents,
                PrivacyKeys.of(values),
                values.require(Keys.ALERT_FORMAT),
                new Links(values.get(Keys.LINK_TRACE), values.get(Keys.LINK_SESSION), values.get(Keys.LINK_EVENT)),
                new LeewayConfig.Http(values.require(Keys.HTTP_BIND), values.require(Keys.HTTP_PORT)),
                new LeewayConfig.Topics(
                        values.require(Keys.TOPIC_ALERTS),
                        values.require(Keys.TOPIC_REPORTS),
                        values.require(Keys.TOPIC_PANES),
                        values.require(HistoryKeys.TOPIC),
                        values.require(Keys.TOPIC_CONTROL),
                        values.require(Keys.TOPIC_AUDIT),
                        values.require(Keys.TOPIC_DEAD_LETTERS),
                        values.require(ReloadKeys.TOPIC)),
                HistoryKeys.of(values),
                values.require(Keys.STATE_DIR),
                values.require(Keys.PARTITIONS),
                values.require(Keys.THREADS),
                values.require(Keys.IDLE_TIMEOUT),
                values.require(Keys.REPLICATION_FACTOR).shortValue(),
                values.require(Keys.RAW_VALUES),
                BridgeKeys.of(values),
                CorpusKeys.of(values),
                CapKeys.of(values),
                ReloadKeys.of(values),
                ConfigVersion.of(values, agents));
    }

    private static Values builtInReferences() {
        Values.Builder values = new Values.Builder();
        putDefault(Keys.TRAILING_LENGTH, values);
        putDefault(Keys.TRAILING_GAP, values);
        // No default of the key itself: without a word there is no seasonal reference.
        values.put(Keys.SEASONAL_LENGTH, References.SEASONAL.length());
        values.put(Keys.SEASONAL_GAP, References.SEASONAL.gap());
        return values.build();
    }

    private static <T> void putDefault(Key<T> key, Values.Builder values) {
        key.defaultText().ifPresent(text -> {
            Problems none = new Problems(Map.of());
            key.type().parser().parse(key.path(), nodeOf(key, text), none).ifPresent(value -> values.put(key, value));
            none.throwIfAny("built-in defaults");
        });
    }

    private static JsonNode nodeOf(Key<?> key, String text) {
        if (key.type().literal()) {
            return TextNode.valueOf(text);
        }
        ObjectNode wrapped = YamlText.document("built-in defaults", "value: " + text);
        return wrapped.has("value") ? wrapped.get("value") : JsonNodeFactory.instance.nullNode();
    }
}
