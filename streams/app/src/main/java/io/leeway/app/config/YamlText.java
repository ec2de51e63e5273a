/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.Mark;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.MarkedYAMLException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Text to tree. Keys given twice and second documents are errors, since one of the two would be lost in silence. */
final class YamlText {
    // "off" stays text: features.numbers has a value of that name
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build());

    private YamlText() {}

    /**
     * Reads a whole file.
     *
     * @throws ConfigurationException with line and column if the text is not YAML, or its root is not a map
     */
    static ObjectNode document(String source, String text) {
        JsonNode node;
        try {
            node = read(text);
        } catch (JsonProcessingException e) {
            throw failure(source, position(e), "must be YAML: " + reason(e));
        }
        if (ScalarTypes.isNothing(node)) {
            return MAPPER.createObjectNode();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw failure(source, "line 1", "must be a map of keys to values");
    }

    /**
     * Reads the value of one key.
     *
     * @throws JsonProcessingException if the text is not YAML
     */
    static JsonNode value(String text) throws JsonProcessingException {
        return read(text);
    }

    /** What is wrong, without the excerpt of the text: it may hold a secret. */
    @SuppressWarnings("deprecation") // the only form in which Jackson 2 gives the reason without the excerpt
    static String reason(JsonProcessingException e) {
        return e instanceof MarkedYAMLException marked ? marked.getProblem() : e.getOriginalMessage();
    }

    /** The line of each name of a map, by the names that lead there. Lists are not looked into. */
    static Map<List<String>, Integer> lines(String text) {
        Map<List<String>, Integer> lines = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            Deque<String> path = new ArrayDeque<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> {
                        path.addLast(parser.currentName());
                        lines.put(
                                List.copyOf(path), parser.currentTokenLocation().getLineNr());
                    }
                    case START_OBJECT -> {}
                    case START_ARRAY -> {
                        parser.skipChildren();
                        path.pollLast();
                    }
                    // the end of a map is the end of the value it is; the root is nobody's value
                    default -> path.pollLast();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return lines;
    }

    private static JsonNode read(String text) throws JsonProcessingException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            if (node != null && parser.nextToken() != null) {
                throw new SecondDocumentException(parser);
            }
            return node == null ? MAPPER.nullNode() : node;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    @SuppressWarnings("deprecation") // the only form in which Jackson 2 tells where reading failed
    private static String position(JsonProcessingException e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            // marks count from 0; the location of the exception is where reading began, not where it failed
            Mark mark = marked.getProblemMark();
            return position(mark.getLine() + 1, mark.getColumn() + 1);
        }
        JsonLocation location = e.getLocation();
        return location == null ? "(position unknown)" : position(location.getLineNr(), location.getColumnNr());
    }

    private static String position(int line, int column) {
        return "line " + line + ", column " + column;
    }

    private static ConfigurationException failure(String source, String position, String rule) {
        return new ConfigurationException(source, List.of(new Problem(source, position, rule, "")));
    }

    private static final class SecondDocumentException extends JsonProcessingException {
        SecondDocumentException(JsonParser parser) {
            super("only one document is allowed", parser.currentTokenLocation());
        }
    }
}
