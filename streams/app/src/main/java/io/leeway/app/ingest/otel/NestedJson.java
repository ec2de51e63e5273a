/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** JSON inside strings: attributes of spans cannot be structured, so the conventions write structure as text. */
final class NestedJson {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private NestedJson() {}

    /** Whether a string looks like an array or an object. */
    static boolean structured(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '{') {
                return true;
            }
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
        }
        return false;
    }

    /** Parses it; a missing node if it is not JSON, which what was cut is not. */
    static JsonNode parse(String text) {
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
