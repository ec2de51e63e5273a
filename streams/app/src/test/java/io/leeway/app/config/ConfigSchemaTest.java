/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSchemaTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path FILE = ROOT.resolve(Path.of("docs", "leeway.schema.json"));
    private static final String UPDATE = "leeway.docs.update";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```ya?ml\\n(.*?)^ *```");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.json());

    @Test
    void shouldBeTheFileInTheDocumentation() throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(FILE, ConfigSchema.json());
        }
        assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                .as("docs/leeway.schema.json is out of date; make it again with: "
                        + "mvn -pl streams/app -Dquick test -Dtest=ConfigSchemaTest -D" + UPDATE + "=true")
                .isEqualTo(ConfigSchema.json());
    }

    @Test
    void shouldDescribeEveryKey() throws IOException {
        JsonNode schema = JsonMapper.builder().build().readTree(ConfigSchema.json());

        assertThat(Keys.ALL).allSatisfy(key -> {
            JsonNode node = schema.at("/properties/" + key.path().replace(".", "/properties/"));
            assertThat(node.path("description").asText()).isNotEmpty();
            assertThat(node.has("default")).isEqualTo(key.defaultText().isPresent());
            assertThat(node.properties()).hasSizeGreaterThan(key.defaultText().isPresent() ? 2 : 1);
        });
        assertThat(schema.at("/$defs/agent/properties").has("windows")).isTrue();
        assertThat(schema.at("/$defs/agent/properties").has("pane")).isFalse();
    }

    @Test
    void shouldFindEveryDefaultValid() {
        assertThat(Keys.ALL).filteredOn(key -> key.defaultText().isPresent()).allSatisfy(key -> assertThat(
                        errors(nested(key.path(), key.defaultText().orElse(""))))
                .isEmpty());
    }

    static List<String> documented() throws IOException {
        List<Path> pages;
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            pages = new ArrayList<>(docs.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList());
        }
        pages.add(ROOT.resolve("README.md"));
        List<String> blocks = new ArrayList<>();
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                String yaml = block.group(2).replaceAll("(?m)^" + block.group(1), "");
                if (isConfiguration(yaml)) {
                    blocks.add(yaml);
                }
            }
        }
        return blocks;
    }

    @Test
    void shouldFindConfigurationsInTheDocumentation() throws IOException {
        assertThat(documented()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("documented")
    void shouldFindWhatIsDocumentedValid(String yaml) {
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http: null",
                "kafka: null",
                "agents: {a: null}",
                "threads: 4",
                "threads: '4'",
                "application-id: 123",
                "kafka: {linger.ms: 5, enable.idempotence: true, acks: all}",
                "defaults: {features: {text: 'true', numbers: off}, no-data: off}",
                "defaults: {windows: [1h, {events: 10, at-most: PT6H}]}",
                "defaults: {references: {none: null, seasonal: {}}}",
                "defaults: {references: {pinned: {from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00+01:00}}}",
                "defaults: {limits: {a: {p99.9: 3, share: {x: 0.1}}, b: {rate: {at-least: '0.5'}}, c: {}}}",
                "inputs: [{topic: 7, mapping: {agentId: $.a, numbers: {x: $.b, y: 3}, categories: $.c}}]",
                "corpora: [{topic: c, format: json}]",
                "privacy: {scrub: [email, {pattern: x+, replacement: ''}], redaction-literals: [gone]}",
                "bridge: {targets: {a: {type: webhook, url: 'https://x/y', token-file: /t}, b: {type: slack, url-file: f}}}",
                "bridge: {link: 'https://x/{alertId}'}\nalerts: {links: {trace: 'http://x/{traceId}'}}",
                "registry: {url: 'http://r:8081'}\nmodel: {name: ./m}",
            })
    void shouldFindValidWhatIsRead(String yaml) {
        assertThat(isConfiguration(yaml)).isTrue();
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thread: 4",
                "http: {prot: 1}",
                "http: 80",
                "http: {port: 99999}",
                "http: {port: 80.5}",
                "threads: many",
                "alerts: {format: avor}",
                "inputs: [{topic: a, format: jsn}]",
                "inputs: [{format: json}]",
                "inputs: []",
                "defaults: {pane: 60}",
                "defaults: {windows: 1h}",
                "defaults: {windows: [1h, {events: 3}]}",
                "defaults: {features: {numbers: true}}",
                "defaults: {limits: {a: {p999: 3}}}",
                "defaults: {limits: {a: {rate: 2}}}",
                "defaults: {presets: [agent-eval]}",
                "agents: {a: {windws: [1h]}}",
                "agents: {a: {pane: 1m}}",
                "kafka: {a: [1]}",
                "privacy: {scrub: [emial]}",
                "bridge: {targets: {a: {type: pager, url: 'https://x'}}}",
                "application-id: a b",
            })
    void shouldFindWrongWhatIsWrong(String yaml) {
        assertThat(isConfiguration(yaml)).isFalse();
        assertThat(errors(yaml)).isNotEmpty();
    }

    private static String nested(String path, String value) {
        return path.replace(".", ": {") + ": " + value
                + "}".repeat((int) path.chars().filter(c -> c == '.').count());
    }

    private static boolean isConfiguration(String yaml) {
        try {
            Parsing.parse(yaml);
            return true;
        } catch (ConfigurationException e) {
            return false;
        }
    }

    // An editor reads a key without a value as null, our parser as an empty text: such keys are written out here.
    private static List<String> errors(String yaml) {
        return SCHEMA.validate(YamlText.document("test.yaml", yaml)).stream()
                .map(Object::toString)
                .toList();
    }
}
