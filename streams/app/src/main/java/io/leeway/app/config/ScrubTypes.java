/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.leeway.app.privacy.ScrubPreset;
import io.leeway.app.privacy.ScrubRule;
import io.leeway.stats.text.Redactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The types of what is taken out of texts. */
final class ScrubTypes {

    private static final List<String> PRESETS = Arrays.stream(ScrubPreset.values())
            .map(preset -> preset.rule().name())
            .toList();
    private static final String RULE_OF_ONE =
            "must be " + String.join(", ", PRESETS) + " or {pattern: REGULAR EXPRESSION, replacement: TOKEN}";
    private static final String RULE = "must be a list of " + RULE_OF_ONE.substring("must be ".length());
    private static final String LITERALS = "must be a list of texts that are not blank";
    private static final String PATTERN = "pattern";
    private static final String REPLACEMENT = "replacement";

    private ScrubTypes() {}

    /** Texts by themselves, without white space around. */
    static ValueType<SortedSet<String>> literals() {
        return new ValueType<>(
                "list",
                LITERALS,
                (key, node, problems) -> {
                    SortedSet<String> texts = new TreeSet<>();
                    for (JsonNode item : node) {
                        if (item.isTextual() && !item.asText().isBlank()) {
                            texts.add(item.asText().strip());
                        } else {
                            return problem(problems, key, ScalarTypes.show(item), LITERALS, "");
                        }
                    }
                    return node.isArray()
                            ? Optional.of(texts)
                            : problem(problems, key, ScalarTypes.show(node), LITERALS, "");
                },
                texts -> texts.stream().map(ScrubTypes::quoted).collect(Collectors.joining(", ", "[", "]")),
                false,
                Fragments.list(0, Fragments.TEXT));
    }

    /** Presets and own expressions, in the order in which they are applied. */
    static ValueType<List<ScrubRule>> rules() {
        return new ValueType<>(
                "list",
                RULE,
                (key, node, problems) -> {
                    if (!node.isArray()) {
                        return problem(problems, key, ScalarTypes.show(node), RULE, "");
                    }
                    List<ScrubRule> rules = new ArrayList<>();
                    for (int i = 0; i < node.size(); i++) {
                        rule(key + "[" + i + "]", node.get(i), problems).ifPresent(rules::add);
                    }
                    return rules.size() == node.size() ? Optional.of(List.copyOf(rules)) : Optional.empty();
                },
                rules -> rules.stream().map(ScrubTypes::canonical).collect(Collectors.joining(", ", "[", "]")),
                false,
                Fragments.list(0, Fragments.anyOf(Fragments.oneOf(PRESETS), Fragments.SCRUB_RULE)));
    }

    private static Optional<ScrubRule> rule(String path, JsonNode item, Problems problems) {
        if (item.isObject()) {
            return own(path, item, problems);
        }
        Optional<ScrubRule> preset = Arrays.stream(ScrubPreset.values())
                .map(ScrubPreset::rule)
                .filter(rule -> item.isTextual() && rule.name().equals(item.asText()))
                .findFirst();
        return preset.isPresent()
                ? preset
                : problem(
                        problems,
                        path,
                        ScalarTypes.show(item),
                        RULE_OF_ONE,
                        Nearest.to(item.asText().toLowerCase(Locale.ROOT), PRESETS)
                                .map(name -> "did you mean " + name + "?")
                                .orElse(""));
    }

    private static Optional<ScrubRule> own(String path, JsonNode item, Problems problems) {
        boolean known = StructuredTypes.onlyKnown(path, item, List.of(PATTERN, REPLACEMENT), problems);
        Optional<Pattern> pattern = pattern(path + "." + PATTERN, item.path(PATTERN), problems);
        Optional<String> replacement = replacement(path + "." + REPLACEMENT, item.get(REPLACEMENT), problems);
        return known && pattern.isPresent() && replacement.isPresent()
                ? Optional.of(new ScrubRule(
                        pattern.get().pattern(), pattern.get(), replacement.get(), ScrubRule.Narrowing.ALL))
                : Optional.empty();
    }

    private static Optional<Pattern> pattern(String path, JsonNode node, Problems problems) {
        String rule = "must be a regular expression of RE2, which has no look-around and no back-references";
        if (!node.isTextual() || node.asText().isEmpty()) {
            return problem(problems, path, ScalarTypes.show(node), rule, "");
        }
        try {
            Pattern pattern = Pattern.compile(node.asText());
            return pattern.matcher("").find()
                    ? problem(problems, path, node.asText(), "must not match the empty text", "")
                    : Optional.of(pattern);
        } catch (PatternSyntaxException e) {
            return problem(problems, path, node.asText(), rule, e.getDescription());
        }
    }

    /** What is no token would be measured and embedded as if a user had written it. */
    private static Optional<String> replacement(String path, JsonNode node, Problems problems) {
        if (node == null) {
            return Optional.of(ScrubRule.SCRUBBED);
        }
        return node.isTextual() && Redactions.removedFrom(node.asText()).isBlank()
                ? Optional.of(node.asText())
                : problem(
                        problems,
                        path,
                        ScalarTypes.show(node),
                        "must be a token such as '[CUSTOMER-ID]' or '__NAME__', capitals inside, or empty",
                        node.isArray() ? "put the brackets into quotes" : "");
    }

    private static <T> Optional<T> problem(Problems problems, String key, String value, String rule, String hint) {
        problems.add(key, value, rule, hint);
        return Optional.empty();
    }

    private static String canonical(ScrubRule rule) {
        return PRESETS.contains(rule.name())
                ? rule.name()
                : "{pattern: " + quoted(rule.name()) + ", replacement: " + quoted(rule.replacement()) + "}";
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
