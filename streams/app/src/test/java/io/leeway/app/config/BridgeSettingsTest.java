/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeSettingsTest {

    @Test
    void shouldReadTargets() {
        BridgeSettings bridge = Parsing.parse("""
                bridge:
                  targets:
                    ops: {type: alertmanager, url: "https://alertmanager:9093/am"}
                    chat: {type: slack, url-file: /secrets/slack}
                    pager: {type: webhook, url: "http://pager/in?x=1", token-file: /secrets/token, signing-key-file: /secrets/key}
                  start: latest
                """).bridge();

        assertThat(bridge.targets())
                .containsExactly(
                        new BridgeSettings.Target(
                                "ops",
                                BridgeSettings.Kind.ALERTMANAGER,
                                Optional.of(URI.create("https://alertmanager:9093/am")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new BridgeSettings.Target(
                                "chat",
                                BridgeSettings.Kind.SLACK,
                                Optional.empty(),
                                Optional.of(Path.of("/secrets/slack")),
                                Optional.empty(),
                                Optional.empty()),
                        new BridgeSettings.Target(
                                "pager",
                                BridgeSettings.Kind.WEBHOOK,
                                Optional.of(URI.create("http://pager/in?x=1")),
                                Optional.empty(),
                                Optional.of(Path.of("/secrets/token")),
                                Optional.of(Path.of("/secrets/key"))));
        assertThat(bridge.start()).isEqualTo(BridgeSettings.Start.LATEST);
    }

    @Test
    void shouldReadTheConfigurationInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "consumers.md"));
        int start = page.indexOf("```yaml\nkafka:") + "```yaml\n".length();

        assertThat(Parsing.parse(page.substring(start, page.indexOf("```", start)))
                        .bridge()
                        .targets())
                .extracting(BridgeSettings.Target::kind)
                .containsExactly(BridgeSettings.Kind.values());
    }

    @Test
    void shouldForwardToNobodyUnlessAsked() {
        assertThat(Parsing.parse("").bridge().targets()).isEmpty();
        assertThat(Parsing.parse("bridge: {targets: }").bridge().targets()).isEmpty();
    }

    @Test
    void shouldTakeTargetsFromTheEnvironment() {
        Map<String, String> environment = Map.of("LEEWAY_BRIDGE_TARGETS", "{ops: {type: webhook, url: 'http://a'}}");

        assertThat(Parsing.parse("", environment, Map.of()).bridge().targets()).hasSize(1);
    }

    @Test
    void shouldNotBePartOfTheVersion() {
        assertThat(Parsing.parse("bridge: {targets: {a: {type: webhook, url: 'http://a'}}, start: latest}")
                        .configVersion())
                .isEqualTo(Parsing.parse("").configVersion());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targets: [a] | bridge.targets | must be a map from names",
                "targets: {A b: {type: webhook, url: 'http://a'}} | bridge.targets.A b | must be a map from names",
                "targets: {a: webhook} | bridge.targets.a | must be a map from names",
                "targets: {a: {url: 'http://a'}} | bridge.targets.a.type | must be alertmanager or slack or webhook",
                "targets: {a: {type: webhok, url: 'http://a'}} | bridge.targets.a.type | did you mean webhook?",
                "targets: {a: {type: webhook}} | bridge.targets.a | either url or url-file",
                "targets: {a: {type: webhook, url: 'http://a', url-file: b}} | bridge.targets.a | either url or url-file",
                "targets: {a: {type: webhook, url: 'ftp://a'}} | bridge.targets.a.url | must be an http or https URL",
                "targets: {a: {type: webhook, url: 'http://u:hunter2@a'}} | bridge.targets.a.url | without a user",
                "targets: {a: {type: slack, url: 'https://hooks/hunter2'}} | bridge.targets.a.url | use url-file",
                "targets: {a: {type: webhook, url: 'http://a', token: hunter2}} | bridge.targets.a.token | known here: type, url",
                "targets: {a: {type: webhook, url: 'http://a', token-file: ''}} | bridge.targets.a.token-file | must be a path",
                "start: now | bridge.start | must be earliest or latest",
                "request-timeout: 2m | bridge.request-timeout | from 100ms to 1m",
                "link: console | bridge.link | must be an http or https URL",
                "link: 'https://c/{agent}' | bridge.link | {agentId}",
            })
    void shouldNameTheKeyAndTheRuleAndNoSecret(String yaml, String key, String rule) {
        assertThat(Parsing.messages("bridge: {" + yaml + "}"))
                .singleElement()
                .asString()
                .contains(key)
                .contains(rule)
                .doesNotContain("hunter2");
    }
}
