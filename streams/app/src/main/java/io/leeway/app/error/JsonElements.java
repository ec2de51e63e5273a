/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The elements of a record whose value is a JSON array, each with its own bytes as they stand there. */
public final class JsonElements {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonElements() {}

    /** The elements in their order; none if the value is no array of objects, or not well-formed. */
    public static List<byte[]> of(byte[] value) {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return List.of();
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                if (start < 0) {
                    return List.of();
                }
                elements.add(Arrays.copyOfRange(value, start, end));
            }
            return parser.currentToken() == JsonToken.END_ARRAY ? elements : List.of();
        } catch (IOException e) {
            // Its message may quote the record, and nothing depends on it.
            return List.of();
        }
    }
}
