/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The types whose values are one scalar. */
final class ScalarTypes {
    private static final String AUTO = "auto";
    private static final String OFF = "off";

    private ScalarTypes() {}

    static ValueType<String> text(String name, String rule, Predicate<String> valid) {
        return scalar(name, rule, value -> Optional.of(value).filter(valid), Function.identity(), value -> "");
    }

    static ValueType<Boolean> bool() {
        return scalar(
                        "boolean",
                        "must be true or false",
                        value -> switch (value) {
                            case "true" -> Optional.of(true);
                            case "false" -> Optional.of(false);
                            default -> Optional.empty();
                        },
                        value -> Boolean.toString(value),
                        value -> switch (value.toLowerCase(Locale.ROOT)) {
                            case "yes", "on", "y" -> "write true";
                            case "no", "off", "n" -> "write false";
                            default -> "";
                        })
                .withSchema(Fragments.BOOLEAN);
    }

    /** {@code auto} monitors what the events carry, {@code off} nothing; read as true and false. */
    static ValueType<Boolean> autoOrOff() {
        return scalar(
                        "auto or off",
                        "must be auto or off",
                        value -> switch (value) {
                            case AUTO -> Optional.of(true);
                            case OFF -> Optional.of(false);
                            default -> Optional.empty();
                        },
                        value -> value ? AUTO : OFF,
                        value -> switch (value) {
                            case "true" -> "write auto";
                            case "false" -> "write off";
                            default -> "";
                        })
                .withSchema(Fragments.oneOf(List.of(AUTO, OFF)));
    }

    static ValueType<Integer> integer(int min, int max) {
        return integer(min, max, "must be a whole number from " + min + " to " + max, value -> true);
    }

    static ValueType<Integer> integer(int min, int max, String rule, Predicate<Integer> valid) {
        return scalar(
                        "integer",
                        rule,
                        value -> wholeNumber(value)
                                .filter(number -> number >= min && number <= max)
                                .filter(valid),
                        number -> Integer.toString(number),
                        value -> "")
                .withSchema(Fragments.integer(min, max));
    }

    /** A whole number, or {@code auto} for what {@code automatic} is on this machine. */
    static ValueType<Integer> integerOrAuto(int min, int max, int automatic) {
        return scalar(
                        "integer or auto",
                        "must be auto or a whole number from " + min + " to " + max,
                        value -> value.equals(AUTO)
                                ? Optional.of(automatic)
                                : wholeNumber(value).filter(number -> number >= min && number <= max),
                        number -> Integer.toString(number),
                        value -> "")
                .withSchema(Fragments.anyOf(Fragments.oneOf(List.of(AUTO)), Fragments.integer(min, max)));
    }

    static ValueType<Duration> duration(Duration min, Duration max) {
        return duration(
                min,
                max,
                "must be a duration from " + Durations.format(min) + " to " + Durations.format(max),
                value -> true);
    }

    static ValueType<Duration> duration(Duration min, Duration max, String rule, Predicate<Duration> valid) {
        return scalar(
                        "duration",
                        rule,
                        value -> durationOf(value)
                                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0)
                                .filter(valid),
                        Durations::format,
                        ScalarTypes::durationWithUnit)
                .withSchema(Fragments.DURATION);
    }

    /** A duration shorter than {@code max}, or {@code off}, read as zero. */
    static ValueType<Duration> durationOrOff(Duration min, Duration max) {
        return scalar(
                        "duration or off",
                        "must be off, or a duration from " + Durations.format(min) + " to less than "
                                + Durations.format(max),
                        value -> value.equals(OFF)
                                ? Optional.of(Duration.ZERO)
                                : durationOf(value)
                                        .filter(duration ->
                                                duration.compareTo(min) >= 0 && duration.compareTo(max) < 0),
                        duration -> duration.isZero() ? OFF : Durations.format(duration),
                        value -> value.equals("false") ? "write off" : durationWithUnit(value))
                .withSchema(Fragments.anyOf(Fragments.oneOf(List.of(OFF)), Fragments.DURATION));
    }

    static ValueType<Instant> instant() {
        return scalar(
                        "timestamp",
                        "must be a timestamp with an offset, like 2026-01-31T00:00:00Z",
                        value -> {
                            try {
                                return Optional.of(OffsetDateTime.parse(value).toInstant());
                            } catch (DateTimeParseException e) {
                                return Optional.empty();
                            }
                        },
                        Instant::toString,
                        value -> "")
                .withSchema(Fragments.INSTANT);
    }

    /** A path; a leading {@code ~/} is the home directory. */
    static ValueType<Path> path() {
        return scalar(
                "path",
                "must be a path of this file system",
                value -> {
                    try {
                        return value.isBlank() ? Optional.empty() : Optional.of(expandHome(value));
                    } catch (InvalidPathException e) {
                        return Optional.empty();
                    }
                },
                Path::toString,
                value -> "");
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    static <E extends Enum<E>> ValueType<E> choice(E[] constants) {
        List<String> names = Arrays.stream(constants).map(ScalarTypes::nameOf).toList();
        return scalar(
                        String.join(" or ", names),
                        "must be " + String.join(" or ", names),
                        value -> Arrays.stream(constants)
                                .filter(constant -> nameOf(constant).equals(value))
                                .findFirst(),
                        ScalarTypes::nameOf,
                        value -> Nearest.to(value.toLowerCase(Locale.ROOT), names)
                                .map(name -> "did you mean " + name + "?")
                                .orElse(""))
                .withSchema(Fragments.oneOf(names));
    }

    /** A scalar from its text; numbers and booleans of YAML arrive as their text too. */
    static <T> ValueType<T> scalar(
            String name,
            String rule,
            Function<String, Optional<T>> read,
            Function<T, String> canonical,
            Function<String, String> suggest) {
        ValueType.Parser<T> parser = (key, node, problems) -> {
            boolean scalar = node.isValueNode() && !isNothing(node);
            Optional<T> value = scalar ? read.apply(node.asText()) : Optional.empty();
            if (value.isEmpty()) {
                problems.add(key, show(node), rule, scalar ? suggest.apply(node.asText()) : "");
            }
            return value;
        };
        return new ValueType<>(name, rule, parser, canonical, true, Fragments.SCALAR);
    }

    /** A node as it may be shown: never the inside of a section, which may hold secrets under any name. */
    static String show(JsonNode node) {
        if (node.isObject()) {
            return "{…}";
        }
        if (node.isArray()) {
            return "[…]";
        }
        return isNothing(node) ? "(nothing)" : node.asText();
    }

    /** Whether a key stands there without a value, as when everything under it is commented out. */
    static boolean isNothing(JsonNode node) {
        return node.isNull()
                || node.isMissingNode()
                || (node.isTextual() && node.asText().isEmpty());
    }

    static Optional<Duration> durationOf(String value) {
        try {
            return Optional.of(Durations.parse(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String durationWithUnit(String value) {
        if (wholeNumber(value).isPresent()) {
            return value.startsWith("-") ? "" : "give the unit, for example " + value + "s";
        }
        return durationOf(value).isPresent() ? "" : "write it like 90s, 20m, 1h30m or 7d";
    }

    static Optional<Integer> wholeNumber(String value) {
        try {
            return Optional.of(Integer.valueOf(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Path expandHome(String value) {
        return value.startsWith("~/") ? Path.of(System.getProperty("user.home"), value.substring(2)) : Path.of(value);
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
