/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.messages;
import static io.leeway.app.config.Parsing.parse;
import static io.leeway.app.config.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application-id: a b | application-id | a b | internal topics begin with it",
                "application-id: .. | application-id | .. | internal topics begin with it",
                "inputs: [] | inputs | […] | at least one",
                "inputs: [{format: json}] | inputs[0].topic | (nothing) | legal topic name",
                "inputs: [{topic: a/b}] | inputs[0].topic | a/b | legal topic name",
                "inputs: [{topic: a, format: xml}] | inputs[0].format | xml | must be auto or json or avro",
                "inputs: [agent-inputs] | inputs[0] | agent-inputs | {topic: NAME",
                "inputs: [{topic: a}, {topic: a}] | inputs[1].topic | a | must differ from inputs[0].topic",
                "inputs: [{topic: leeway.panes}] | inputs[0].topic | leeway.panes | must differ from topics.panes",
                "topics: {audit: leeway.alerts} | topics.audit | leeway.alerts | must differ from topics.alerts",
                "model: {name: minilmm} | model.name | minilmm | must be minilm, static, or",
                "model: {max-tokens: 0} | model.max-tokens | 0 | from 8 to 8192",
                "defaults: {pane: 500ms} | defaults.pane | 500ms | from 1s to 1h",
                "defaults: {pane: 2h} | defaults.pane | 2h | from 1s to 1h",
                "defaults: {pane: 7m} | defaults.pane | 7m | divides a day evenly",
                "defaults: {pane: 60} | defaults.pane | 60 | give the unit, for example 60s",
                "defaults: {grace: -5s} | defaults.grace | -5s | from 0s to 1h",
                "defaults: {grace: 61m} | defaults.grace | 61m | from 0s to 1h",
                "defaults: {windows: []} | defaults.windows | […] | 1 to 8",
                "defaults: {windows: 1h} | defaults.windows | 1h | must be a list",
                "defaults: {windows: [30s]} | defaults.windows[0] | 30s | at least one pane, which is 1m",
                "defaults: {windows: [1h, 60m]} | defaults.windows[1] | 1h | must not be there twice",
                "defaults: {windows: [1h, soon]} | defaults.windows[1] | soon | must be a duration",
                "defaults: {windows: [{events: 0, at-most: 1h}]} | defaults.windows[0].events | 0 | whole number from 1",
                "defaults: {windows: [{events: 5}]} | defaults.windows[0].at-most | (nothing) | must be a duration",
                "defaults: {references: {trailing: {length: 1h}}} | defaults.references.trailing.length | 1h | longer than trailing.gap, which is 2h",
                "defaults: {references: {trailing: {gap: 30s}}} | defaults.references.trailing.gap | 30s | at least one pane",
                "defaults: {references: {seasonal: {length: 6d}}} | defaults.references.seasonal.length | 6d | from 7d to 35d",
                "defaults: {references: {seasonal: {gap: 30s}}} | defaults.references.seasonal.gap | 30s | at least one pane",
                "defaults: {references: {seasonal: {length: 7d, gap: 8d}}} | defaults.references.seasonal.length | 7d | longer than seasonal.gap, which is 8d",
                "defaults: {references: {none: {length: 1d}}} | defaults.references.none | {…} | must be {}",
                "defaults: {references: {none: true}} | defaults.references.none | true | must be {}",
                "defaults: {references: {pinned: {first: 30s}}} | defaults.references.pinned.first | 30s | at least one pane",
                "defaults: {references: {pinned: {from: yesterday, to: 2026-01-01T00:00:00Z}}} | defaults.references.pinned.from | yesterday | timestamp with an offset",
                "defaults: {expected-run-length: 59m} | defaults.expected-run-length | 59m | from 1h",
                "defaults: {features: {text: maybe}} | defaults.features.text | maybe | must be true or false",
                "defaults: {features: {text: yes}} | defaults.features.text | yes | write true",
                "defaults: {features: {numbers: true}} | defaults.features.numbers | true | must be auto or off",
                "http: {port: 65536} | http.port | 65536 | from 0 to 65535",
                "http: {port: -1} | http.port | -1 | from 0 to 65535",
                "http: {port: http} | http.port | http | must be a whole number",
                "agents: {a: {cohorts: {canary: v2}}} | agents.a.cohorts.control | (nothing) | is missing",
                "defaults: {cohorts: {control: v1}} | defaults.cohorts.canary | (nothing) | is missing",
                "defaults: {cohorts: {control: v1, canary: v1}} | defaults.cohorts.canary | v1 | must differ from control",
                "defaults: {cohorts: {at-most: 1}} | defaults.cohorts.at-most | 1 | from 2 to 10000",
                "http: 8080 | http | 8080 | must be a section with bind, port",
                "http: {bind: ''} | http.bind | (nothing) | host name or address",
                "partitions: 1025 | partitions | 1025 | from 1 to 1024",
                "threads: many | threads | many | must be auto or",
                "replication-factor: 0 | replication-factor | 0 | must be -1",
                "idle-timeout: 0s | idle-timeout | 0s | from 1s to 1h",
                "alerts: {format: jsno} | alerts.format | jsno | did you mean json?",
                "alerts: {links: {trace: 'ftp://traces/{traceId}'}} | alerts.links.trace | ftp://traces/{traceId} | an http or https address",
                "alerts: {links: {trace: 'https://traces/{trace}'}} | alerts.links.trace | https://traces/{trace} | of other braces only {agentId}",
                "alerts: {links: {trace: 'https://traces/'}} | alerts.links.trace | https://traces/ | at least one of {traceId}",
                "alerts: {links: {trace: 'https://{traceId'}} | alerts.links.trace | https://{traceId | an http or https address",
                "state-dir: | state-dir | (nothing) | must be a path",
                "kafka: {application.id: x} | kafka.application.id | x | set application-id",
                "kafka: {bootstrap.servers: [a, b]} | kafka.bootstrap.servers | […] | must be a single value",
                "agents: {a: 5} | agents.a | 5 | must be a section",
                "agents: {a: {pane: 5m}} | agents.a.pane | 5m | must be the same for all agents",
                "agents: {a: {grace: 5m}} | agents.a.grace | 5m | set defaults.grace",
                "agents: {a: {windows: [30s]}} | agents.a.windows[0] | 30s | at least one pane",
                "agents: {a: {references: {trailing: {gap: 8d}}}} | agents.a.references.trailing.length | 7d | longer than trailing.gap, which is 8d",
            })
    void shouldNameKeyValueAndRule(String yaml, String key, String value, String part) {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.value()).isEqualTo(value);
            assertThat(problem.message()).startsWith(key + " = " + value + ": ").contains(part);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aplication-id: x | aplication-id | did you mean application-id?",
                "model: {max_tokens: 1} | model.max_tokens | did you mean model.max-tokens?",
                "port: 80 | port | did you mean http.port?",
                "trailing: {length: 1d} | trailing | did you mean defaults.references.trailing?",
                "http.port: 80 | http.port | write each part before a dot as a section: http: {…}",
                "inputs: [{topic: a, fromat: json}] | inputs[0].fromat | did you mean format?",
                "agents: {a: {widnows: [1h]}} | agents.a.widnows | did you mean agents.a.windows?",
                "agents: {a: {tenants: {canary: v2}}} | agents.a.tenants | known here: windows, references",
                "http: {quux: 1} | http.quux | known here: bind, port",
                "defaults: {references: {}} | defaults.references | at least one reference: trailing, seasonal, none or pinned",
                "defaults: {pane: 45m, windows: [1h], references: {seasonal: {}}} | defaults.references.seasonal | divide an hour evenly, but defaults.pane is 45m",
                "{defaults: {pane: 45m, windows: [1h]}, agents: {a: {references: {seasonal: }}}} | agents.a.references.seasonal | divide an hour evenly",
                "defaults: {references: {pinned: {from: 2026-01-01T00:00:00Z}}} | defaults.references.pinned | either from and to, or first",
                "defaults: {references: {pinned: }} | defaults.references.pinned | either from and to, or first",
            })
    void shouldHelpWithKeys(String yaml, String key, String part) {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.message()).contains(part);
        });
    }

    @Test
    void shouldRefuseABaselineThatEndsBeforeItBegins() {
        assertThat(messages("defaults: {references: {pinned: {from: 2026-01-02T00:00:00Z, to: 2026-01-02T00:00:00Z}}}"))
                .containsExactly("defaults.references.pinned.from = 2026-01-02T00:00:00Z: "
                        + "must be before pinned.to, which is 2026-01-02T00:00:00Z");
    }

    @Test
    void shouldLimitTheTokensOnlyOfTheModelThatHasALimit() {
        assertThat(messages("model: {name: minilm, max-tokens: 513}"))
                .containsExactly("model.max-tokens = 513: must be at most 512 for minilm");
        assertThat(parse("model: {name: static, max-tokens: 513}").model())
                .isEqualTo(new LeewayConfig.Model("static", 513));
    }

    @Test
    void shouldRefuseMoreThanEightWindows() {
        String nine = IntStream.rangeClosed(1, 9).mapToObj(i -> i + "h").collect(Collectors.joining(", "));
        assertThat(messages("defaults: {windows: [" + nine + "]}"))
                .containsExactly("defaults.windows = 9 windows: must be a list of 1 to 8 durations "
                        + "or {events: N, at-most: DURATION}");
        assertThat(parse("defaults: {windows: [1h,2h,3h,4h,5h,6h,7h,8h]}")
                        .defaults()
                        .windows())
                .hasSize(8);
    }

    @Test
    void shouldReportTenProblemsAtOnce() {
        String yaml = """
                application-id: "not ok"
                inputs: []
                model: {name: minilmm, max-tokens: lots}
                defaults: {pane: 7m, grace: 2h, windows: [1h, 1h]}
                http: {port: 99999}
                partitions: 0
                colour: blue
                """;
        assertThat(problems(yaml))
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "application-id",
                        "inputs",
                        "model.name",
                        "model.max-tokens",
                        "defaults.pane",
                        "defaults.grace",
                        "defaults.windows[1]",
                        "http.port",
                        "partitions",
                        "colour");
        assertThatThrownBy(() -> parse(yaml))
                .hasMessageStartingWith("10 problems in the configuration (test.yaml):\n  - ");
    }

    @Test
    void shouldNotAddRulesOnTopOfAnUnreadableValue() {
        assertThat(problems("defaults: {pane: soon, windows: [30s]}"))
                .extracting(Problem::key)
                .containsExactly("defaults.pane");
    }
}
