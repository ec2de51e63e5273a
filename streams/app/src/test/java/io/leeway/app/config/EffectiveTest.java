/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveTest {
    private static final String AGENTS = """
            defaults:
              windows: [10m]
              references: {trailing: {length: 6d, gap: 3h}}
              limits: {latencyMs: {p99: 3000}, costUsd: {mean: 1}}
            agents:
              "support-*":
                expected-run-length: 90d
                windows: [20m]
              "support-eu-*":
                windows: [30m]
                references: {trailing: {length: 5d}}
                limits: {costUsd: {mean: 2}}
            """;

    @Test
    void shouldSayOfEachKeyWhereItCameFrom() {
        Effective effective = effective(
                "http:\n  port: 1\n  bind: 0.0.0.0\nthreads: 3\n",
                Map.of("LEEWAY_HTTP_PORT", "2", "LEEWAY_MODEL_NAME", "static"),
                Map.of("model.name", "minilm"));

        assertThat(set(effective.all()))
                .containsExactlyInAnyOrder(
                        tuple("model.name", "minilm", "command line"),
                        tuple("http.port", "2", "LEEWAY_HTTP_PORT"),
                        tuple("http.bind", "0.0.0.0", "test.yaml:3"),
                        tuple("threads", "3", "test.yaml:4"));
    }

    @Test
    void shouldListEveryKey() {
        assertThat(effective("").all())
                .allMatch(Setting::isDefault)
                .extracting(Setting::key)
                .containsExactlyElementsOf(Keys.ALL.stream().map(Key::path).toList());
    }

    @Test
    void shouldSayWhatReplacedADefault() {
        assertThat(effective("defaults:\n  references:\n    seasonal: {length: 28d}\n")
                        .all())
                .contains(
                        new Setting("defaults.references.seasonal.length", Optional.of("28d"), "test.yaml:3"),
                        new Setting("defaults.references.seasonal.gap", Optional.of("2h"), "default"),
                        new Setting("defaults.references.trailing.length", Optional.empty(), "test.yaml:2"));
    }

    @Test
    void shouldListPropertiesOfKafkaByThemselves() {
        String file = "kafka:\n  acks: all\n  linger.ms: 5\n";

        assertThat(set(effective(file, Map.of("LEEWAY_KAFKA_ACKS", "1"), Map.of())
                        .all()))
                .containsExactly(
                        tuple("kafka.acks", "1", "LEEWAY_KAFKA_ACKS"), tuple("kafka.linger.ms", "5", "test.yaml:3"));
        assertThat(set(effective(file, Map.of("LEEWAY_KAFKA", "{acks: 0}"), Map.of())
                        .all()))
                .containsExactly(tuple("kafka.acks", "0", "LEEWAY_KAFKA"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {ssl.key.PASSWORD: hunter2}",
                "kafka: {sasl.jaas.config: hunter2}",
                "kafka: {sasl.oauthbearer.client.secret: hunter2}",
                "kafka: {my.tokens: hunter2}",
                "kafka: {ssl.keystore.key: hunter2}",
                "kafka: {aws.credentials: hunter2}",
                "kafka: {basic.auth.user.info: hunter2}",
                "kafka: {some.config: 'x required password=\"hunter2\";'}",
                "kafka: {some.proxy: 'http://me:hunter2@proxy'}",
                "bridge: {targets: {x: {type: webhook, url: 'https://x/hunter2?token=hunter2'}}}",
            })
    void shouldNeverShowASecret(String yaml) {
        List<Setting> settings = effective(yaml).all();

        assertThat(settings).isNotEmpty().noneMatch(setting -> setting.toString()
                .contains("hunter2"));
        assertThat(settings)
                .filteredOn(setting -> setting.key().startsWith("kafka."))
                .allMatch(setting -> setting.value().equals(Optional.of("(hidden)")));
    }

    @Test
    void shouldShowTheWholeOfAnInput() {
        assertThat(effective("inputs: [{topic: a, mapping: {agentId: $.a, text: $.t}}]")
                        .all())
                .contains(new Setting(
                        "inputs",
                        Optional.of("[{\"topic\":\"a\",\"mapping\":{\"agentId\":\"$.a\",\"text\":\"$.t\"}}]"),
                        "test.yaml:1"));
    }

    @Test
    void shouldListTheKeysOfEachPattern() {
        assertThat(set(effective(AGENTS).all()))
                .contains(
                        tuple("agents.support-*.expected-run-length", "90d", "test.yaml:7"),
                        tuple("agents.support-eu-*.windows", "[30m]", "test.yaml:10"));
    }

    @Test
    void shouldNameThePatternThatDecidesForAnAgent() {
        List<Setting> settings = effective(AGENTS).of("support-eu-1");

        assertThat(settings)
                .contains(
                        new Setting("pane", Optional.of("1m"), "default"),
                        new Setting("windows", Optional.of("[30m]"), "agents.support-eu-*, test.yaml:10"),
                        new Setting("expected-run-length", Optional.of("90d"), "agents.support-*, test.yaml:7"),
                        new Setting(
                                "references.trailing.length", Optional.of("5d"), "agents.support-eu-*, test.yaml:11"),
                        new Setting("references.trailing.gap", Optional.of("3h"), "test.yaml:3"),
                        new Setting("limits.latencyMs", Optional.of("{\"p99\":{\"at-most\":3000.0}}"), "test.yaml:4"),
                        new Setting(
                                "limits.costUsd",
                                Optional.of("{\"mean\":{\"at-most\":2.0}}"),
                                "agents.support-eu-*, test.yaml:12"))
                .noneMatch(setting -> setting.key().startsWith("http"));
        assertThat(effective(AGENTS).of("other")).contains(new Setting("windows", Optional.of("[10m]"), "test.yaml:2"));
    }

    @Test
    void shouldNameTheVariableThatHasThePatterns() {
        assertThat(effective("", Map.of("LEEWAY_AGENTS", "{a: {windows: [1h]}}"), Map.of())
                        .of("a"))
                .contains(new Setting("windows", Optional.of("[1h]"), "agents.a, LEEWAY_AGENTS"));
    }

    private static List<Tuple> set(List<Setting> settings) {
        return settings.stream()
                .filter(setting -> !setting.isDefault())
                .map(setting -> tuple(setting.key(), setting.value().orElse(""), setting.origin()))
                .toList();
    }

    private static Effective effective(String yaml) {
        return effective(yaml, Map.of(), Map.of());
    }

    private static Effective effective(String yaml, Map<String, String> environment, Map<String, String> overrides) {
        return ConfigLoader.fromText("test.yaml", yaml, environment, overrides);
    }
}
