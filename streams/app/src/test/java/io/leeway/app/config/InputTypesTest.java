/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.messages;
import static io.leeway.app.config.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.MappingSettings.Features;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTypesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadEverythingAnInputMayHave() throws IOException {
        Path schema = Files.writeString(folder.resolve("chat.avsc"), "{\"type\":\"array\",\"items\":\"int\"}");

        LeewayConfig config = parse("""
                inputs:
                  - topic: a
                    format: avro
                    schema: %s
                    mapping: {agentId: $.x, text: "$.m[-1:].text", numbers: $.n, categories: {tool: $.t, place: here}}
                  - {topic: b, format: otlp, turns: calls}
                  - {topic: c, turns: embeddings}
                """.formatted(schema));

        assertThat(config.inputs())
                .containsExactly(
                        new LeewayConfig.Input(
                                "a",
                                InputFormat.AVRO,
                                Optional.of(Schema.createArray(Schema.create(Schema.Type.INT))),
                                Optional.of(new MappingSettings(
                                        Map.of("agentId", "$.x", "text", "$.m[-1:].text"),
                                        new Features(Optional.of("$.n"), Map.of()),
                                        new Features(Optional.empty(), Map.of("tool", "$.t", "place", "here")))),
                                TurnSource.AUTO),
                        new LeewayConfig.Input(
                                "b", InputFormat.OTLP, Optional.empty(), Optional.empty(), TurnSource.CALLS),
                        new LeewayConfig.Input(
                                "c", InputFormat.AUTO, Optional.empty(), Optional.empty(), TurnSource.EMBEDDINGS));
    }

    @Test
    void shouldReadTheRegistry() throws IOException {
        Path schemas = Files.writeString(
                folder.resolve("schemas.json"),
                "{\"7\":{\"type\":\"array\",\"items\":\"int\"},\"12345678-9ABC-4def-8123-456789abcdef\":\"{\\\"type\\\":\\\"int\\\"}\"}");

        RegistrySettings registry = parse("""
                inputs: [{topic: a, format: confluent}]
                registry: {url: "https://registry:8081", basic-auth-file: auth, timeout: 2s, schemas: %s}
                """.formatted(schemas)).registry();

        assertThat(registry)
                .isEqualTo(new RegistrySettings(
                        Optional.of(URI.create("https://registry:8081")),
                        Optional.of(Path.of("auth")),
                        Optional.empty(),
                        Duration.ofSeconds(2),
                        Map.of(
                                "7", Schema.createArray(Schema.create(Schema.Type.INT)),
                                "12345678-9abc-4def-8123-456789abcdef", Schema.create(Schema.Type.INT))));
        assertThat(parse("").registry()).isEqualTo(RegistrySettings.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema: no.avsc | inputs[0].schema = no.avsc: must be a file with an Avro schema: it cannot be read",
                "mapping: x | inputs[0].mapping = x: must be a map from fields of the event to JSONPaths",
                "mapping: {text: $.t} | inputs[0].mapping: must have agentId",
                "mapping: {agentId: $.a} | inputs[0].mapping: must have one of text, embedding, numbers, categories",
                "mapping: {agentId: $.a, txt: $.t, text: $.t} | inputs[0].mapping.txt: is not a known key; did you mean text?",
                "mapping: {agentId: '$.a[', text: $.t} | inputs[0].mapping.agentId = $.a[: must be a JSONPath that begins with $, or a constant",
                "mapping: {agentId: '$.a[?(@.x', text: $.t} | inputs[0].mapping.agentId = $.a[?(@.x: must be a JSONPath that begins with $, or a constant",
                "mapping: {agentId: $.a, text: {}} | inputs[0].mapping.text = {…}: must be a JSONPath that begins with $, or a constant",
                "mapping: {agentId: $.a, text: $.t, occurredAt: now} | inputs[0].mapping.occurredAt = now: must be a JSONPath that begins with $",
                "mapping: {agentId: $.a, numbers: all} | inputs[0].mapping.numbers = all: must be a JSONPath that begins with $",
                "mapping: {agentId: $.a, numbers: {x: many}} | inputs[0].mapping.numbers.x = many: must be a JSONPath that begins with $, or a number",
                "mapping: {agentId: $.a, categories: {x: '$['}} | inputs[0].mapping.categories.x = $[: must be a JSONPath that begins with $, or a constant",
                "turns: all | inputs[0].turns = all: must be auto or agents or calls or embeddings",
                "format: json, turns: calls | inputs[0].turns = calls: goes only with format auto or otlp",
                "format: json, schema: no.avsc | inputs[0].schema = no.avsc: goes only with format auto or avro",
                "format: otlp, mapping: {agentId: a, text: $.t} | inputs[0].mapping = {…}: does not go with format otlp, whose fields have meanings of their own",
                "format: confluent | inputs[0].format = confluent: needs registry.url or registry.schemas, since such records only name their schema"
            })
    void shouldSayWhatIsWrongWithAnInput(String given, String message) {
        assertThat(messages("inputs: [{topic: a, " + given + "}]")).contains(message);
    }

    @Test
    void shouldTakeOnlyOurOwnFormatsForCorpora() {
        assertThat(messages("corpora: [{topic: a, format: otlp}, {topic: b, turns: calls}]"))
                .containsExactly(
                        "corpora[0].format = otlp: must be auto or json or avro",
                        "corpora[1].turns: is not a known key; known here: topic, format");
    }

    @Test
    void shouldSayWhatIsWrongWithTheRegistry() throws IOException {
        Path none = Files.writeString(folder.resolve("none.json"), "[]");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"x\":{},\"7\":{\"type\":\"nonsense\"}}");
        String rule = "must be a JSON file of Avro schemas by the id or GUID that a registry would know them by";

        assertThat(messages("registry: {url: 'https://me:secret@registry', basic-auth-file: a, bearer-token-file: b}"))
                .containsExactly(
                        "registry.url: must be an http or https URL without a user, a password and a fragment",
                        "registry: must not have both basic-auth-file and bearer-token-file");
        assertThat(messages("inputs: [{topic: a, format: confluent}]\nregistry: {schemas: " + none + "}"))
                .containsExactly("registry.schemas = " + none + ": " + rule + ": it is not an object");
        assertThat(messages("registry: {schemas: no.json}"))
                .containsExactly("registry.schemas = no.json: " + rule + ": it cannot be read");
        assertThat(messages("registry: {schemas: " + bad + "}"))
                .containsExactly(
                        "registry.schemas.x: must be under a registry's id, a whole number, or GUID",
                        "registry.schemas.7: must be an Avro schema, as JSON or as a string with it");
    }
}
