/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The types of the lists of topics that are read. */
final class InputTypes {
    private static final ValueType<InputFormat> FORMAT = ScalarTypes.choice(InputFormat.values());
    private static final ValueType<InputFormat> ITEM_FORMAT =
            ScalarTypes.choice(new InputFormat[] {InputFormat.AUTO, InputFormat.JSON, InputFormat.AVRO});
    private static final ValueType<TurnSource> TURNS = ScalarTypes.choice(TurnSource.values());

    private static final Set<InputFormat> WITH_SCHEMA = Set.of(InputFormat.AUTO, InputFormat.AVRO);
    private static final Set<InputFormat> WITH_TURNS = Set.of(InputFormat.AUTO, InputFormat.OTLP);

    private static final String INPUT =
            "{topic: NAME, format: auto | json | avro | confluent | otlp}, each with schema: FILE, "
                    + "mapping: {…} and turns: auto | agents | calls | embeddings where that is wanted";
    private static final String ITEM = "{topic: NAME, format: auto | json | avro}";

    private InputTypes() {}

    /** Topics with events. */
    static ValueType<List<LeewayConfig.Input>> inputs(ValueType<String> topicName) {
        return list(
                INPUT,
                (path, item, problems) -> input(topicName, path, item, problems),
                Fragments.input(topicName.schema(), FORMAT.schema(), TURNS.schema()));
    }

    /** Topics with items of corpora, whose formats are our own. */
    static ValueType<List<LeewayConfig.Input>> corpora(ValueType<String> topicName) {
        return list(
                ITEM,
                (path, item, problems) -> {
                    boolean known = StructuredTypes.onlyKnown(path, item, List.of("topic", "format"), problems);
                    Optional<String> topic = topicName.parser().parse(path + ".topic", item.path("topic"), problems);
                    Optional<InputFormat> format =
                            optional(ITEM_FORMAT, InputFormat.AUTO, path, "format", item, problems);
                    return known && topic.isPresent() && format.isPresent()
                            ? Optional.of(new LeewayConfig.Input(topic.get(), format.get()))
                            : Optional.empty();
                },
                Fragments.corpus(topicName.schema(), ITEM_FORMAT.schema()));
    }

    private static ValueType<List<LeewayConfig.Input>> list(
            String form, ValueType.Parser<LeewayConfig.Input> parser, String schema) {
        String rule = "must be a list of at least one " + form;
        return new ValueType<>(
                "list",
                rule,
                (key, node, problems) -> StructuredTypes.listOf(key, node, rule, problems, (path, item) -> {
                    if (!item.isObject()) {
                        problems.add(path, ScalarTypes.show(item), "must be " + form);
                        return Optional.empty();
                    }
                    return parser.parse(path, item, problems);
                }),
                inputs -> inputs.stream()
                        .map(input -> "{topic: " + input.topic() + ", format: "
                                + FORMAT.canonical().apply(input.format()) + "}")
                        .collect(Collectors.joining(", ", "[", "]")),
                false,
                Fragments.list(1, schema));
    }

    private static Optional<LeewayConfig.Input> input(
            ValueType<String> topicName, String path, JsonNode item, Problems problems) {
        Problems.Mark before = problems.mark();
        StructuredTypes.onlyKnown(path, item, List.of("topic", "format", "schema", "mapping", "turns"), problems);
        Optional<String> topic = topicName.parser().parse(path + ".topic", item.path("topic"), problems);
        Optional<InputFormat> format = optional(FORMAT, InputFormat.AUTO, path, "format", item, problems);
        Optional<Schema> schema = item.has("schema")
                ? SchemaFiles.schema(path + ".schema", item.get("schema"), problems)
                : Optional.empty();
        Optional<MappingSettings> mapping = item.has("mapping")
                ? MappingType.parse(path + ".mapping", item.get("mapping"), problems)
                : Optional.empty();
        Optional<TurnSource> turns = optional(TURNS, TurnSource.AUTO, path, "turns", item, problems);
        format.ifPresent(it -> checkExtras(path, it, item, problems));
        return problems.since(before)
                ? Optional.empty()
                : Optional.of(new LeewayConfig.Input(
                        topic.orElseThrow(), format.orElseThrow(), schema, mapping, turns.orElseThrow()));
    }

    private static void checkExtras(String path, InputFormat format, JsonNode item, Problems problems) {
        if (item.has("schema") && !WITH_SCHEMA.contains(format)) {
            problems.add(path + ".schema", ScalarTypes.show(item.get("schema")), "goes only with format auto or avro");
        }
        if (item.has("mapping") && format == InputFormat.OTLP) {
            problems.add(
                    path + ".mapping",
                    ScalarTypes.show(item.get("mapping")),
                    "does not go with format otlp, whose fields have meanings of their own");
        }
        if (item.has("turns") && !WITH_TURNS.contains(format)) {
            problems.add(path + ".turns", ScalarTypes.show(item.get("turns")), "goes only with format auto or otlp");
        }
    }

    private static <T> Optional<T> optional(
            ValueType<T> type, T otherwise, String path, String name, JsonNode item, Problems problems) {
        return item.has(name)
                ? type.parser().parse(path + "." + name, item.get(name), problems)
                : Optional.of(otherwise);
    }
}
