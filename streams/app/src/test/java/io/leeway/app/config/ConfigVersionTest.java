/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigVersionTest {
    private static final String DEFAULT = parse("").configVersion();

    @Test
    void shouldBeTwelveHexadecimalDigits() {
        assertThat(DEFAULT).matches("[0-9a-f]{12}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: {pane: 60s}",
                "defaults: {pane: PT1M, windows: [PT5M, 20m, 3000s, 100m, 200m]}",
                "defaults: {references: {trailing: {length: 168h}}}",
                "agents: {}",
                "inputs: [{topic: agent-inputs}]",
                "kafka: {bootstrap.servers: x, ssl.key.password: y}",
                "http: {port: 1, bind: 0.0.0.0}",
                "threads: 7",
                "partitions: 9",
                "state-dir: /elsewhere",
                "replication-factor: 3",
                "privacy: {hash-salt-file: /a}",
                "privacy: {excerpts: false}",
                "inputs: [{topic: other}]",
                "topics: {alerts: other}",
                "alerts: {format: json}",
                "dead-letters: {raw-values: true}",
                "idle-timeout: 11s"
            })
    void shouldNotDependOnWritingOrOnWhereThingsRun(String yaml) {
        assertThat(parse(yaml).configVersion()).isEqualTo(DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application-id: other",
                "defaults: {pane: 2m}",
                "defaults: {windows: [1h, 20m, 6h]}",
                "defaults: {references: {trailing: {length: 8d}}}",
                "defaults: {references: {pinned: {first: 7d}}}",
                "defaults: {references: {trailing: {}, none: {}}}",
                "defaults: {references: {trailing: {}, seasonal: {}}}",
                "defaults: {features: {numbers: off}}",
                "agents: {a: {expected-run-length: 1d}}",
                "model: {name: ./other}",
                "privacy: {excerpts: true}",
                "defaults: {no-data: 30m}"
            })
    void shouldChangeWithWhatIsComputed(String yaml) {
        assertThat(parse(yaml).configVersion()).isNotEqualTo(DEFAULT);
    }

    @Test
    void shouldTellSeasonalReferencesApartAndTakeTheirDefaultsAsWritten() {
        String left = parse("defaults: {references: {seasonal: {}}}").configVersion();
        assertThat(parse("defaults: {references: {seasonal: {length: 28d, gap: 120m}}}")
                        .configVersion())
                .isEqualTo(left);
        assertThat(parse("defaults: {references: {seasonal: {length: 14d}}}").configVersion())
                .isNotEqualTo(left);
        assertThat(parse("defaults: {references: {none: {}}}").configVersion()).isNotEqualTo(left);
    }

    @Test
    void shouldFollowTheOrderInWhichPatternsDecide() {
        String one =
                parse("agents: {abc: {windows: [1h]}, 'a*': {windows: [2h]}}").configVersion();
        String same =
                parse("agents: {'a*': {windows: [2h]}, abc: {windows: [1h]}}").configVersion();
        String other =
                parse("agents: {abc: {windows: [2h]}, 'a*': {windows: [1h]}}").configVersion();
        assertThat(same).as("the order in the file decides nothing here").isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }
}
