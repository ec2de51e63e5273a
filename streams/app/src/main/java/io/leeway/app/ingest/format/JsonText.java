/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leeway.app.ingest.BadEventException;
import java.io.IOException;

/**
 * Reads JSON strictly: no name twice, nothing after the value, no NaN. A number beyond the range of a double is read as an
 * infinite one, as the same number in Avro would be. Thread-safe.
 */
public final class JsonText {

    static final int DEPTH = 500;
    private static final int NUMBER_LENGTH = 1_000;
    private static final int NAME_LENGTH = 10_000;
    private static final int BYTES_PER_TOKEN = 4;
    private static final int TOKENS = 100_000;

    private static final ObjectWriter CANONICAL = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build()
            .writer();

    private final ObjectReader reader;

    /**
     * A reader of texts up to a length.
     *
     * @param mostBytes the length; a tree takes many times the memory of its text, so its values are counted as well
     */
    public JsonText(int mostBytes) {
        JsonFactory factory = JsonFactory.builder()
                // names are a stranger's choice and must not stay in memory for ever
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH)
                        .maxDocumentLength(mostBytes)
                        .maxStringLength(mostBytes)
                        .maxNumberLength(NUMBER_LENGTH)
                        .maxNameLength(NAME_LENGTH)
                        .maxTokenCount(Math.max(TOKENS, mostBytes / BYTES_PER_TOKEN))
                        .build())
                .build();
        this.reader = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(JsonNode.class);
    }

    /**
     * The value in a text.
     *
     * @throws BadEventException if it is not JSON or beyond a bound; with the position, since the parser's own messages may
     *     quote the record
     */
    public JsonNode read(byte[] json) {
        try {
            return reader.readValue(json);
        } catch (StreamConstraintsException e) {
            throw Refusals.unparsable("JSON beyond a bound: depth " + DEPTH + ", numbers of " + NUMBER_LENGTH
                    + " digits, names of " + NAME_LENGTH + " characters, or too many values" + position(e));
        } catch (JsonProcessingException e) {
            throw Refusals.unparsable("not well-formed JSON" + position(e));
        } catch (IOException e) {
            throw Refusals.unparsable("not well-formed JSON: wrong character encoding");
        }
    }

    private static String position(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** What a value is, for messages that must not quote it. */
    public static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "null";
        };
    }

    /** A value as bytes that do not depend on blanks and the order of names. */
    public static byte[] canonical(JsonNode value) {
        try {
            return CANONICAL.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }
}
