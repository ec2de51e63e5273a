/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The JSON Schema of the configuration for editors, made from the declarations of the keys. */
final class ConfigSchema {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final DefaultPrettyPrinter PRINTER =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private ConfigSchema() {}

    /** The whole schema as JSON, ending in a line break. */
    static String json() {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Configuration of Leeway");
        schema.setAll(section(Scope.root(), true));
        ObjectNode agents = (ObjectNode) schema.at("/properties/" + Keys.AGENTS.path());
        // an empty pattern is none
        agents.withObjectProperty("patternProperties").withObjectProperty("\\S").put("$ref", "#/$defs/agent");
        agents.put("additionalProperties", false);
        schema.withObjectProperty("$defs").set("agent", section(Scope.agent("*"), false));
        try {
            return MAPPER.writer(PRINTER).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static ObjectNode section(Scope scope, boolean defaults) {
        ObjectNode root = emptySection();
        scope.keys().forEach((path, key) -> {
            ObjectNode section = root;
            String[] names = path.split("\\.", -1);
            for (int i = 0; i < names.length - 1; i++) {
                ObjectNode properties = section.withObjectProperty("properties");
                if (!properties.has(names[i])) {
                    properties.set(names[i], emptySection());
                }
                section = (ObjectNode) properties.get(names[i]);
            }
            section.withObjectProperty("properties").set(names[names.length - 1], value(key, defaults));
        });
        return root;
    }

    private static ObjectNode emptySection() {
        ObjectNode section = MAPPER.createObjectNode();
        // everything under it may be commented out
        section.putArray("type").add("object").add("null");
        section.putObject("properties");
        section.put("additionalProperties", false);
        return section;
    }

    private static ObjectNode value(Key<?> key, boolean defaults) {
        try {
            ObjectNode value = MAPPER.createObjectNode();
            String rule = key.type().rule();
            value.put(
                    "description",
                    withoutLinks(key.doc()) + " " + rule.substring(0, 1).toUpperCase(Locale.ROOT) + rule.substring(1)
                            + ".");
            if (defaults && key.defaultText().isPresent()) {
                value.set("default", YamlText.value(key.defaultText().get()));
            }
            value.setAll((ObjectNode) MAPPER.readTree(key.type().schema()));
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the declaration of " + key.path(), e);
        }
    }

    /** Links of the reference lead nowhere from an editor. */
    private static String withoutLinks(String markdown) {
        return markdown.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
    }
}
