/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static io.leeway.schemas.UndecodableRecordException.Reason.INVALID_JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** The scalars of the JSON form, each checked against its rule. */
final class JsonScalars {
    private static final Instant MIN_INSTANT = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant MAX_INSTANT = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Set<String> NON_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    /** What symbols and instants look like. Other strings may be texts of users, which messages must not repeat. */
    private static final Pattern QUOTABLE = Pattern.compile("[\\w:.+-]{1,40}");

    private JsonScalars() {}

    static String string(JsonNode node, String path) {
        if (!node.isTextual()) {
            throw mismatch(path, "a string", node);
        }
        return node.textValue();
    }

    static boolean bool(JsonNode node, String path) {
        if (!node.isBoolean()) {
            throw mismatch(path, "true or false", node);
        }
        return node.booleanValue();
    }

    static int integer(JsonNode node, String path) {
        if (!node.canConvertToExactIntegral() || !node.canConvertToInt()) {
            throw mismatch(path, "an integer of 32 bits", node);
        }
        return node.intValue();
    }

    static long longInteger(JsonNode node, String path) {
        if (!node.canConvertToExactIntegral() || !node.canConvertToLong()) {
            throw mismatch(path, "an integer of 64 bits", node);
        }
        return node.longValue();
    }

    static double doublePrecision(JsonNode node, String path) {
        if (node.isTextual() && NON_FINITE.contains(node.textValue())) {
            return Double.parseDouble(node.textValue());
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw mismatch(path, "a number of double precision, \"NaN\", \"Infinity\" or \"-Infinity\"", node);
        }
        return node.doubleValue();
    }

    static float singlePrecision(JsonNode node, String path) {
        double value = doublePrecision(node, path);
        if (Double.isFinite(value) && Math.abs(value) > Float.MAX_VALUE) {
            throw mismatch(path, "a number of single precision", node);
        }
        return (float) value;
    }

    /** Digits below the millisecond are cut off, as the schema has none. */
    static Instant instant(JsonNode node, String path) {
        String rule = "an ISO-8601 instant such as 2026-01-01T00:00:00Z";
        if (!node.isTextual()) {
            throw mismatch(path, rule, node);
        }
        Instant instant;
        try {
            instant = Instant.parse(node.textValue());
        } catch (DateTimeException e) {
            throw mismatch(path, rule, node); // the cause would quote the whole string
        }
        if (instant.isBefore(MIN_INSTANT) || instant.isAfter(MAX_INSTANT)) {
            throw mismatch(path, "an instant within 64 bits of milliseconds", node);
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    static ByteBuffer bytes(JsonNode node, String path) {
        if (!node.isTextual()) {
            throw mismatch(path, "a base64 string", node);
        }
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(node.textValue()));
        } catch (IllegalArgumentException e) {
            throw mismatch(path, "a base64 string", node);
        }
    }

    static String symbol(Schema schema, JsonNode node, String path) {
        if (node.isTextual() && schema.hasEnumSymbol(node.textValue())) {
            return node.textValue();
        }
        if (!node.isTextual() || schema.getEnumDefault() == null) {
            throw mismatch(path, "one of " + schema.getEnumSymbols(), node);
        }
        return schema.getEnumDefault();
    }

    static UndecodableRecordException mismatch(String path, String rule, JsonNode found) {
        return new UndecodableRecordException(INVALID_JSON, path + ": must be " + rule + ", but is " + describe(found));
    }

    private static String describe(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            return QUOTABLE.matcher(text).matches() ? "'" + text + "'" : "a string of " + text.length() + " characters";
        }
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array of " + node.size();
            case MISSING -> "nothing";
            default -> node.toString();
        };
    }
}
