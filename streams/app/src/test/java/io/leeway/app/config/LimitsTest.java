/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.messages;
import static io.leeway.app.config.Parsing.parse;
import static io.leeway.app.config.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final List<String> PRESET = List.of(
            "costUsd mean at most 0.1",
            "humanOverride rate at most 0.1",
            "latencyMs p95 at most 10000",
            "latencyMs p99 at most 30000",
            "policyViolation rate at most 0.01",
            "taskSuccess rate at least 0.8",
            "toolError rate at most 0.05");

    private static List<String> limits(LeewayConfig config, String agentId) {
        return config.settingsFor(agentId).limits().stream()
                .map(LimitTypes::describe)
                .toList();
    }

    @Test
    void shouldReadEveryQuantityAndBothSides() {
        LeewayConfig config = parse("""
                defaults:
                  limits:
                    latencyMs: {p99: 3000, p50: {at-least: 10, at-most: 800}, p99.9: 9000}
                    toolError: {rate: 0.02}
                    taskSuccess: {rate: {at-least: 0.9}}
                    costUsd: {mean: 5.0e-2}
                    outcome: {share: {refused: 0.1, "done": {at-least: 0.6}}}
                    text/length: {p95: 2000}
                """);

        assertThat(config.defaults().limits())
                .containsExactly(
                        new LimitSpec("costUsd", Quantity.mean(), Side.AT_MOST, 0.05),
                        new LimitSpec("latencyMs", Quantity.quantile(50), Side.AT_LEAST, 10),
                        new LimitSpec("latencyMs", Quantity.quantile(50), Side.AT_MOST, 800),
                        new LimitSpec("latencyMs", Quantity.quantile(99), Side.AT_MOST, 3000),
                        new LimitSpec("latencyMs", Quantity.quantile(99.9), Side.AT_MOST, 9000),
                        new LimitSpec("outcome", Quantity.share("done"), Side.AT_LEAST, 0.6),
                        new LimitSpec("outcome", Quantity.share("refused"), Side.AT_MOST, 0.1),
                        new LimitSpec("taskSuccess", Quantity.rate(), Side.AT_LEAST, 0.9),
                        new LimitSpec("text/length", Quantity.quantile(95), Side.AT_MOST, 2000),
                        new LimitSpec("toolError", Quantity.rate(), Side.AT_MOST, 0.02));
        assertThat(parse("").defaults().limits()).isEmpty();
        assertThat(parse("defaults: {limits: }").defaults().limits()).isEmpty();
    }

    @Test
    void shouldLayOwnLimitsOverThoseOfPresetsFeatureByFeature() {
        LeewayConfig config = parse("""
                defaults:
                  presets: [agent-evals]
                  limits: {latencyMs: {p99: 3000}, costUsd: {}}
                agents:
                  slow: {limits: {latencyMs: {p99: 60000}}}
                  free: {presets: [], limits: {latencyMs: {}}}
                """);

        assertThat(limits(config, "any"))
                .containsExactly(
                        "humanOverride rate at most 0.1",
                        "latencyMs p99 at most 3000",
                        "policyViolation rate at most 0.01",
                        "taskSuccess rate at least 0.8",
                        "toolError rate at most 0.05");
        assertThat(limits(config, "slow"))
                .contains("latencyMs p99 at most 60000")
                .hasSize(5);
        assertThat(limits(config, "free")).isEmpty();
        assertThat(limits(parse("defaults: {presets: [agent-evals]}"), "any")).isEqualTo(PRESET);
        assertThat(limits(parse("agents: {a: {presets: [agent-evals]}}"), "a")).isEqualTo(PRESET);
        assertThat(limits(parse("agents: {a: {presets: [agent-evals]}}"), "b")).isEmpty();
    }

    @Test
    void shouldSayWhatLimitsWhichAgentsHave() {
        LeewayConfig config = parse("""
                defaults: {limits: {toolError: {rate: 0.02}}}
                agents: {a: {limits: {toolError: {rate: 0.5}}}, b: {windows: [1h]}}
                """);

        assertThat(config.agents().limits())
                .containsOnlyKeys("", "a")
                .containsEntry("", List.of("toolError rate at most 0.02"))
                .containsEntry("a", List.of("toolError rate at most 0.5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a] | limits | must be a map of features",
                "{latencyMs: 3000} | limits.latencyMs | must be a map of mean, rate, share or a quantile",
                "{latencyMs: {p99: soon}} | limits.latencyMs.p99 | must be a number, or {at-most",
                "{latencyMs: {p99: }} | limits.latencyMs.p99 | must be a number",
                "{latencyMs: {p99: 1e999}} | limits.latencyMs.p99 | must be a number",
                "{latencyMs: {p99: true}} | limits.latencyMs.p99 | must be a number",
                "{latencyMs: {p99: {}}} | limits.latencyMs.p99 | {at-most: NUMBER, at-least: NUMBER}",
                "{latencyMs: {p99: {max: 5}}} | limits.latencyMs.p99.max | known here: at-most, at-least",
                "{latencyMs: {p0: 5}} | limits.latencyMs.p0 | is not a known quantity",
                "{latencyMs: {p100: 5}} | limits.latencyMs.p100 | is not a known quantity",
                "{latencyMs: {maen: 5}} | limits.latencyMs.maen | did you mean mean?",
                "{latencyMs: {median: 5}} | limits.latencyMs.median | write p50",
                "{latencyMs: {spread: 5}} | limits.latencyMs.spread | quantiles like p99",
                "{latencyMs: {mean: {at-least: 5, at-most: 4}}} | limits.latencyMs.mean.at-least | must not be above at-most, which is 4",
                "{toolError: {rate: 2}} | limits.toolError.rate | write a percentage of 2 as 0.02",
                "{toolError: {rate: 0}} | limits.toolError.rate | above 0 and below 1",
                "{taskSuccess: {rate: {at-least: 1}}} | limits.taskSuccess.rate.at-least | above 0 and below 1",
                "{outcome: {share: 0.1}} | limits.outcome.share | {refused: 0.1}",
                "{outcome: {share: {refused: 1.5}}} | limits.outcome.share.refused | above 0 and below 1",
                "{'': {mean: 1}} | limits. | name of 1 to 128 characters",
            })
    void shouldNameTheKeyAndTheRule(String limits, String key, String part) {
        for (String prefix : List.of("defaults.", "agents.a.")) {
            String yaml = prefix.equals("defaults.")
                    ? "defaults: {limits: " + limits + "}"
                    : "agents: {a: {limits: " + limits + "}}";
            assertThat(problems(yaml)).singleElement().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo(prefix + key);
                assertThat(problem.message()).contains(part);
            });
        }
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        assertThat(problems("""
                        defaults:
                          presets: [agent-evals, agent-eval]
                          limits:
                            latencyMs: {p99: soon, p101: 5}
                            toolError: {rate: 5}
                        """))
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "defaults.presets[1]",
                        "defaults.limits.latencyMs.p99",
                        "defaults.limits.latencyMs.p101",
                        "defaults.limits.toolError.rate");
        assertThat(messages("defaults: {presets: [agent-eval]}"))
                .containsExactly("defaults.presets[0] = agent-eval: must be agent-evals; did you mean agent-evals?");
        assertThat(messages("defaults: {presets: agent-evals}"))
                .containsExactly("defaults.presets = agent-evals: must be a list with any of agent-evals");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{features: {numbers: off}, limits: {x: {p99: 1}}} | limits.x | needs features.numbers: auto",
                "{features: {numbers: off}, limits: {x: {mean: 1}}} | limits.x | needs features.numbers: auto",
                "{features: {categories: off}, limits: {x: {share: {a: 0.1}}}} | limits.x | needs features.categories: auto",
                "{features: {numbers: off, categories: off}, limits: {x: {rate: 0.1}}} | limits.x | or features.categories",
                "{features: {text: false}, limits: {text/words: {p50: 9}}} | limits.text/words | needs features.text: true",
                "{features: {numbers: off}, presets: [agent-evals]} | presets | needs features.numbers: auto",
            })
    void shouldRefuseLimitsOnWhatIsNotMonitored(String settings, String key, String part) {
        assertThat(problems("defaults: " + settings)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("defaults." + key);
            assertThat(problem.message()).contains(part);
        });
        assertThat(problems("agents: {a: " + settings + "}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("agents.a." + key));
    }

    @Test
    void shouldReadARateOfWhicheverKindIsMonitored() {
        assertThat(parse("defaults: {features: {numbers: off}, limits: {x: {rate: 0.1}}}")
                        .defaults()
                        .limits())
                .hasSize(1);
    }

    @Test
    void shouldBePartOfTheVersionHoweverWritten() {
        String version = parse("defaults: {limits: {x: {p99: 3000, mean: 5}}}").configVersion();

        assertThat(parse("defaults: {limits: {x: {mean: {at-most: 5.0}, p99.0: 3e3}}}")
                        .configVersion())
                .isEqualTo(version);
        assertThat(parse("defaults: {limits: {x: {p99: 3001, mean: 5}}}").configVersion())
                .isNotEqualTo(version);
        assertThat(parse("defaults: {limits: {x: {p99: 3000, mean: {at-least: 5}}}}")
                        .configVersion())
                .isNotEqualTo(version);
        assertThat(parse("defaults: {presets: [agent-evals]}").configVersion())
                .isNotEqualTo(parse("").configVersion());
    }
}
