/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.EffectGates;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePartTest {

    private static final String EVERYTHING = """
            defaults:
              pane: 2m
              windows: [20m, {events: 500, at-most: 6h}]
              references: {trailing: {length: 8d}, seasonal: {}, none: {}, pinned: {first: 7d}}
              expected-run-length: 12d
              features: {text: true, numbers: auto, categories: auto}
              limits: {"odd: name": {p99: 3000}, taskSuccess: {rate: {at-least: 0.9}}, tool: {share: {"a, b": 0.5}}}
              presets: [agent-evals]
              effect-gates: {text: 0.1, ladder: 0}
              no-data: 30m
              cohorts: {control: v1, canary: "yes", by: tenant, at-most: 7, mix: true}
            agents:
              "a?c": {no-data: off, windows: [1h]}
              "a*c": {references: {trailing: {gap: 3h}}}
              "ab*": {limits: {latencyMs: {}}}
              "*": {features: {text: false}}
            """;

    private static Effective read(String yaml) {
        return new ConfigSource(Optional.empty(), Map.of(), Map.of()).read(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                EVERYTHING,
                ConfigReference.EXAMPLE,
                "defaults: {references: {pinned: {from: 2026-01-01T00:00:00Z, to: 2026-01-08T00:00:00Z}}}",
                "agents: {ab: {windows: [1h]}, cd: {windows: [2h]}, \"a*\": {windows: [3h]}, \"*b\": {windows: [4h]}}"
            })
    void shouldComeOutOfItsTextAsItWentIn(String yaml) {
        Effective original = read(yaml);
        Effective other = read("defaults: {pane: "
                + Durations.format(original.config().defaults().pane()) + "}");

        Effective restored = other.withLive(original.live());

        assertThat(restored.live()).isEqualTo(original.live());
        for (String agent : new String[] {"x", "ab", "abc", "axc", "aXYc", "b", "cd"}) {
            assertThat(restored.config().settingsFor(agent))
                    .as(agent)
                    .isEqualTo(original.config().settingsFor(agent));
            assertThat(restored.config().cohortsOf(agent))
                    .as(agent)
                    .isEqualTo(original.config().cohortsOf(agent));
            assertThat(restored.config().agents().noDataAfter(agent))
                    .as(agent)
                    .isEqualTo(original.config().agents().noDataAfter(agent));
        }
    }

    /** Alerts have the ids of a service that was started with the file. */
    @Test
    void shouldHaveTheVersionOfAFileWithTheSame() {
        Effective started = read("application-id: x\nmodel: {max-tokens: 100}\nprivacy: {excerpts: true}");
        Effective file = read(
                "application-id: x\nmodel: {max-tokens: 100}\nprivacy: {excerpts: true}\nagents: {a: {windows: [1h]}}");

        assertThat(started.withLive(file.live()).config().configVersion())
                .isEqualTo(file.config().configVersion())
                .isNotEqualTo(started.config().configVersion());
    }

    @Test
    void shouldBeEqualHoweverItIsWritten() {
        assertThat(read("defaults: {windows: [60m, 20m]}\nagents: {b: {no-data: 60m}}")
                        .live())
                .isEqualTo(read("agents: {b: {no-data: 1h}}\nhttp: {port: 9}\ndefaults: {windows: [1h, 1200s]}")
                        .live());
    }

    @Test
    void shouldHoldNothingElse() {
        String text =
                read("kafka: {ssl.key.password: geheim}\ntopics: {alerts: other}\ndefaults: {pane: 2m, grace: 1s}")
                        .live();

        assertThat(text).doesNotContain("geheim", "other", "pane", "grace").contains("windows");
    }

    @Test
    void shouldSayWhatIsDifferentKeyByKey() {
        Effective before = read("defaults: {windows: [20m, 1h]}\nagents: {a: {no-data: 1h}, b: {windows: [1h]}}");
        Effective after =
                read("defaults: {windows: [20m, 2h], effect-gates: {text: 0.1}}\nagents: {a: {no-data: off}, c: {}}");

        assertThat(before.changesTo(after))
                .containsExactly(
                        "defaults.windows: [20m, 1h] -> [20m, 2h]",
                        "agents.b: {} -> -",
                        "agents.b.windows: [1h] -> -",
                        "agents.a.no-data: 1h -> off",
                        "defaults.effect-gates: - -> {\"text\":0.1}",
                        "agents.c: - -> {}");
        assertThat(before.changesTo(before)).isEmpty();
    }

    @Test
    void shouldSayThatOnlyTheOrderIsDifferent() {
        Effective before = read("agents: {\"a*\": {windows: [1h]}, \"*a\": {windows: [2h]}}");
        Effective after = read("agents: {\"*a\": {windows: [2h]}, \"a*\": {windows: [1h]}}");

        assertThat(before.changesTo(after)).containsExactly("agents: another order of equally specific patterns");
    }

    @Test
    void shouldSayWhatNeedsARestartAndHideSecrets() {
        Effective before = read("kafka: {bootstrap.servers: a, ssl.key.password: one}\nthreads: 2");
        Effective after = read("""
                kafka: {bootstrap.servers: a, ssl.key.password: two, client.rack: r}
                threads: 2
                inputs: [{topic: chats}]
                defaults: {pane: 2m, windows: [1h]}
                bridge: {resend: 30m}
                effective-from: 2026-01-01T00:00:00Z
                """);

        assertThat(before.fixedChangesTo(after))
                .containsExactly(
                        "kafka.client.rack: - -> r: needs a restart",
                        "kafka.ssl.key.password: (hidden) -> (hidden): needs a restart",
                        "inputs: [{topic: agent-inputs, format: auto}] -> [{\"topic\":\"chats\"}]: needs a restart",
                        "defaults.pane: 1m -> 2m: needs a restart");
        assertThat(before.fixedChangesTo(before)).isEmpty();
    }

    @Test
    void shouldRefuseATextThatDoesNotGoWithWhatCannotChange() {
        Effective longPanes = read("defaults: {pane: 1h, windows: [2h], references: {trailing: {gap: 2h}}}");

        assertThatThrownBy(() -> longPanes.withLive(read("").live())).hasMessageContaining("at least one pane");
    }

    @Test
    void shouldReadGatesAndSayWhatIsNone() {
        LeewayConfig config = Parsing.parse("defaults: {effect-gates: {text: 0.1, tail: 0, numbers: \"0.25\"}}");

        assertThat(new EffectGates(config.defaults().effectGates()).of(new DetectorKey("number:x", Detector.LADDER)))
                .isEqualTo(0.25);
        assertThat(new EffectGates(config.defaults().effectGates()).of(new DetectorKey("number:x", Detector.TAIL)))
                .isZero();
        assertThat(Parsing.messages("defaults: {effect-gates: {txt: 0.1, tail: -1, ladder: x, shares: []}}"))
                .containsExactly(
                        "defaults.effect-gates.txt: is not a family or a detector; did you mean text?",
                        "defaults.effect-gates.tail = -1: must be a number from 0 on",
                        "defaults.effect-gates.ladder = x: must be a number from 0 on",
                        "defaults.effect-gates.shares = […]: must be a number from 0 on");
        assertThat(Parsing.messages("defaults: {effect-gates: 3}"))
                .containsExactly(
                        "defaults.effect-gates = 3: must be a map of families and detectors to numbers from 0 on");
    }

    @Test
    void shouldLeaveTheVersionAsItIsWhereNoGateIsSet() {
        assertThat(Parsing.parse("defaults: {effect-gates: {}}").defaults().windows())
                .contains(WindowSpec.ofDuration(Duration.ofMinutes(5)));
        assertThat(Parsing.parse("reload: {every: off}").configVersion())
                .isEqualTo(Parsing.parse("").configVersion());
        assertThat(Parsing.parse("defaults: {effect-gates: {text: 0.1}}").configVersion())
                .isNotEqualTo(Parsing.parse("").configVersion());
    }
}
