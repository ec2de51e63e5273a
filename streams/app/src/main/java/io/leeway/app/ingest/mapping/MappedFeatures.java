/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.config.MappingSettings.Features;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.format.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The numbers and categories of an event: one source for each, or all suitable members of an object. */
final class MappedFeatures {

    private static final String NUMBERS = "numbers";
    private static final String CATEGORIES = "categories";

    private final Optional<Source> allNumbers;
    private final Map<String, Source> eachNumber;
    private final Optional<Source> allCategories;
    private final Map<String, Source> eachCategory;

    MappedFeatures(Features numbers, Features categories) {
        this.allNumbers = numbers.all().map(Source::of);
        this.eachNumber = sources(numbers.each());
        this.allCategories = categories.all().map(Source::of);
        this.eachCategory = sources(categories.each());
    }

    private static Map<String, Source> sources(Map<String, String> each) {
        return each.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Source.of(entry.getValue())));
    }

    SortedMap<String, Double> numbers(JsonNode root) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        allNumbers.ifPresent(
                source -> object(NUMBERS, source.in(root)).properties().forEach(member -> Scalars.numeric(
                                member.getValue())
                        .ifPresent(number -> numbers.put(member.getKey(), number))));
        eachNumber.forEach((name, source) ->
                Scalars.number(NUMBERS + "." + name, source.in(root)).ifPresent(number -> numbers.put(name, number)));
        return numbers;
    }

    SortedMap<String, String> categories(JsonNode root) {
        SortedMap<String, String> categories = new TreeMap<>();
        allCategories.ifPresent(source -> object(CATEGORIES, source.in(root)).properties().stream()
                .filter(member -> !member.getValue().isContainerNode())
                .forEach(member -> put(categories, member.getKey(), member.getValue())));
        eachCategory.forEach((name, source) -> put(categories, name, source.in(root)));
        return categories;
    }

    private static void put(SortedMap<String, String> categories, String name, JsonNode value) {
        String text = Scalars.text(CATEGORIES + "." + name, value);
        if (text != null) {
            categories.put(name, text);
        }
    }

    private static JsonNode object(String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isObject()) {
            throw new BadEventException(
                    Reason.INVALID_EVENT, field + " must be an object, not " + JsonText.type(value));
        }
        return value;
    }
}
