/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * One message to an agent, with what is known about its handling.
 *
 * @param agentId the agent it was sent to
 * @param eventId unique among all events of a plan
 * @param occurredAt event time, in whole milliseconds
 * @param sessionId what the messages of one conversation share
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param text the message
 * @param numbers measurements by name, all finite; {@code latencyMs} in milliseconds, {@code inputTokens} as a count
 * @param categories labels by name
 */
public record DemoEvent(
        String agentId,
        String eventId,
        Instant occurredAt,
        String sessionId,
        String traceId,
        String text,
        Map<String, Double> numbers,
        Map<String, String> categories) {

    private static final double EXACT_INTEGERS_BELOW = 0x1.0p53;

    /** Copies the maps, sorted by name, so that the JSON is the same each time; refuses a number that is not finite. */
    public DemoEvent {
        numbers.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("number " + name + " must be finite: " + value);
            }
        });
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
        categories = Collections.unmodifiableMap(new TreeMap<>(categories));
    }

    /** The event as one line of JSON, without the line's end. */
    public String toJson() {
        StringBuilder json = new StringBuilder(320).append('{');
        appendField(json, "eventId", eventId);
        appendField(json, "agentId", agentId);
        appendField(json, "occurredAt", occurredAt.toString());
        appendField(json, "sessionId", sessionId);
        appendField(json, "traceId", traceId);
        appendField(json, "text", text);
        appendObject(json, "numbers", numbers, DemoEvent::appendNumber);
        appendObject(json, "categories", categories, DemoEvent::appendString);
        return json.append('}').toString();
    }

    private static void appendField(StringBuilder json, String name, String value) {
        appendName(json, name);
        appendString(json, value);
    }

    private static <T> void appendObject(
            StringBuilder json, String name, Map<String, T> values, BiConsumer<StringBuilder, T> appendValue) {
        appendName(json, name);
        json.append('{');
        values.forEach((key, value) -> {
            appendName(json, key);
            appendValue.accept(json, value);
        });
        json.append('}');
    }

    private static void appendName(StringBuilder json, String name) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        appendString(json, name);
        json.append(':');
    }

    /** Whole numbers without a fraction: shorter, and Java versions differ in how they print some doubles. */
    private static void appendNumber(StringBuilder json, Double value) {
        double number = value;
        if (number == Math.rint(number) && Math.abs(number) < EXACT_INTEGERS_BELOW) {
            json.append((long) number);
        } else {
            json.append(number);
        }
    }

    private static void appendString(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                String hex = Integer.toHexString(c);
                json.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
