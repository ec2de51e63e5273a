/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is posted to an endpoint.
 *
 * @param contentType the media type of the body
 * @param body the body, UTF-8
 * @param headers further headers
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
record Payload(String contentType, byte[] body, Map<String, String> headers) {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    Payload {
        headers = Map.copyOf(headers);
    }

    static Payload of(String contentType, JsonNode body, Delivery delivery) {
        return new Payload(contentType, bytes(body), Map.of(IDEMPOTENCY_KEY, delivery.idempotencyKey()));
    }

    /** A payload that may come any number of times. */
    static Payload repeatable(String contentType, JsonNode body) {
        return new Payload(contentType, bytes(body), Map.of());
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
