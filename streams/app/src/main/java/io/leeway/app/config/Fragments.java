/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JSON Schemas of values. Each allows whatever is read: a number or a boolean where a text is wanted, a number in quotes,
 * and nothing where a map is wanted, since an editor must not complain of a configuration that is valid.
 */
final class Fragments {
    static final String SCALAR = """
            {"type": ["string", "number", "boolean"], "minLength": 1}""";
    static final String TEXT = """
            {"type": "string", "pattern": "\\\\S"}""";
    static final String BOOLEAN = """
            {"enum": [true, false, "true", "false"]}""";
    static final String DURATION = """
            {"type": "string", "pattern": "^(-?(\\\\d+(ms|[smhd]))+|[-+]?[Pp].+)$"}""";
    static final String INSTANT = """
            {"type": "string", "pattern": "^[-+]?\\\\d{4,}-\\\\d{2}-\\\\d{2}[Tt]"}""";
    static final String URL = """
            {"type": "string", "pattern": "^https?://"}""";
    static final String MAP = """
            {"type": ["object", "null"]}""";
    static final String EMPTY_MAP = """
            {"type": ["object", "null"], "maxProperties": 0}""";
    static final String KAFKA = """
            {"type": ["object", "null"], "additionalProperties": {"type": ["string", "number", "boolean"]}}""";
    static final String SCRUB_RULE = """
            {"type": "object", "properties": {"pattern": {"type": "string", "minLength": 1}, \
            "replacement": {"type": "string"}}, "required": ["pattern"], "additionalProperties": false}""";

    private static final String NUMBER = """
            {"type": ["number", "string"], "pattern": "^[-+]?(\\\\d+\\\\.?\\\\d*|\\\\.\\\\d+)([eE][-+]?\\\\d+)?$"}""";
    private static final String SHARE =
            NUMBER.replace("\"pattern\"", "\"exclusiveMinimum\": 0, \"exclusiveMaximum\": 1, \"pattern\"");
    static final String LIMITS = """
            {"type": ["object", "null"], "propertyNames": {"maxLength": 128, "pattern": "\\\\S"}, \
            "additionalProperties": {"type": "object", "properties": {"mean": %1$s, "rate": %2$s, \
            "share": {"type": "object", "minProperties": 1, "additionalProperties": %2$s}}, \
            "patternProperties": {"^p\\\\d{1,2}(\\\\.\\\\d{1,4})?$": %1$s}, "additionalProperties": false}}""".formatted(bounds(NUMBER), bounds(SHARE));

    private static final String GATE = NUMBER.replace("\"pattern\"", "\"minimum\": 0, \"pattern\"");

    private static final String SOURCES = map(SCALAR);

    private Fragments() {}

    /** A scalar whose text is all of a pattern; a number is taken for its text. */
    static String scalar(String pattern) {
        return """
                {"type": ["string", "number", "boolean"], "pattern": %s}""".formatted(quoted("^(" + pattern + ")$"));
    }

    static String integer(int min, int max) {
        return """
                {"type": ["integer", "string"], "minimum": %d, "maximum": %d, "pattern": "^[-+]?\\\\d+$"}""".formatted(min, max);
    }

    static String oneOf(List<String> names) {
        return names.stream().map(Fragments::quoted).collect(Collectors.joining(", ", "{\"enum\": [", "]}"));
    }

    /** A map from some of these names to gates. */
    static String gates(List<String> names) {
        return """
                {"type": ["object", "null"], "propertyNames": %s, "additionalProperties": %s}""".formatted(oneOf(names), GATE);
    }

    static String anyOf(String... schemas) {
        return "{\"anyOf\": [" + String.join(", ", schemas) + "]}";
    }

    static String list(int least, String item) {
        return """
                {"type": "array", "minItems": %d, "items": %s}""".formatted(least, item);
    }

    static String windows(int most, String events) {
        return """
                {"type": "array", "minItems": 1, "maxItems": %d, "items": {"anyOf": [%2$s, {"type": "object", \
                "properties": {"events": %3$s, "at-most": %2$s}, "required": ["events", "at-most"], \
                "additionalProperties": false}]}}""".formatted(most, DURATION, events);
    }

    static String input(String topic, String format, String turns) {
        String fields = MappingSettings.FIELDS.stream()
                .map(field -> quoted(field) + ": " + SCALAR)
                .collect(Collectors.joining(", "));
        String mapping = """
                {"type": "object", "properties": {%1$s, "numbers": %2$s, "categories": %2$s}, \
                "required": ["agentId"], "additionalProperties": false}""".formatted(fields, anyOf(TEXT, SOURCES));
        return """
                {"type": "object", "properties": {"topic": %s, "format": %s, "schema": %s, "mapping": %s, \
                "turns": %s}, "required": ["topic"], "additionalProperties": false}""".formatted(topic, format, SCALAR, mapping, turns);
    }

    static String corpus(String topic, String format) {
        return """
                {"type": "object", "properties": {"topic": %s, "format": %s}, "required": ["topic"], \
                "additionalProperties": false}""".formatted(topic, format);
    }

    static String targets(String kind) {
        return """
                {"type": ["object", "null"], "patternProperties": {"^[a-z0-9-]{1,60}$": {"type": "object", \
                "properties": {"type": %s, "url": %s, "url-file": %3$s, "token-file": %3$s, "signing-key-file": %3$s}, \
                "required": ["type"], "oneOf": [{"required": ["url"]}, {"required": ["url-file"]}], \
                "additionalProperties": false}}, "additionalProperties": false}""".formatted(kind, URL, SCALAR);
    }

    private static String map(String values) {
        return """
                {"type": "object", "additionalProperties": %s}""".formatted(values);
    }

    private static String bounds(String number) {
        return anyOf(number, """
                {"type": "object", "properties": {"at-most": %1$s, "at-least": %1$s}, "minProperties": 1, \
                "additionalProperties": false}""".formatted(number));
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
