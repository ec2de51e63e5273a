/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.parse;
import static io.leeway.app.config.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final String FILE = "http: {port: 1111}\nkafka: {bootstrap.servers: file, acks: all}";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LEEWAY_HTTP_PORT", "2222", "LEEWAY_KAFKA_BOOTSTRAP_SERVERS", "environment", "HOME", "/nowhere");
    private static final Map<String, String> OVERRIDES =
            Map.of("http.port", "3333", "kafka.bootstrap.servers", "command-line");

    @Test
    void shouldLetTheLastLayerWinKeyByKey() {
        assertThat(parse("").http().port()).isEqualTo(8080);
        assertThat(parse(FILE).http().port()).isEqualTo(1111);
        assertThat(parse(FILE, ENVIRONMENT, Map.of()).http().port()).isEqualTo(2222);
        assertThat(parse(FILE, ENVIRONMENT, OVERRIDES).http().port()).isEqualTo(3333);
        assertThat(parse(FILE, ENVIRONMENT, OVERRIDES).http().bind()).isEqualTo("127.0.0.1");
    }

    @Test
    void shouldLayKafkaPropertiesOverEachOther() {
        assertThat(parse(FILE, ENVIRONMENT, Map.of()).kafka())
                .containsOnly(Map.entry("bootstrap.servers", "environment"), Map.entry("acks", "all"));
        assertThat(parse(FILE, ENVIRONMENT, OVERRIDES).kafka()).containsEntry("bootstrap.servers", "command-line");
        assertThat(parse("", ENVIRONMENT, Map.of()).kafka())
                .containsOnly(Map.entry("bootstrap.servers", "environment"));
    }

    @Test
    void shouldHaveAVariableForEveryKey() {
        assertThat(Keys.ALL).extracting(Key::variable).doesNotHaveDuplicates();
        LeewayConfig config = parse(
                "",
                Map.of(
                        "LEEWAY_APPLICATION_ID", "123",
                        "LEEWAY_MODEL_NAME", "./other",
                        "LEEWAY_INPUTS", "[{topic: a, format: json}]",
                        "LEEWAY_DEFAULTS_WINDOWS", "[2h]",
                        "LEEWAY_DEFAULTS_REFERENCES_TRAILING_LENGTH", "3d",
                        "LEEWAY_AGENTS", "{x: {expected-run-length: 9d}}",
                        "LEEWAY_DEAD_LETTERS_RAW_VALUES", "true"),
                Map.of("idle-timeout", "20s"));
        assertThat(config.applicationId()).isEqualTo("123");
        assertThat(config.model().name()).isEqualTo("./other");
        assertThat(config.inputs()).containsExactly(new LeewayConfig.Input("a", InputFormat.JSON));
        assertThat(config.defaults().windows()).hasSize(1);
        assertThat(config.defaults().references()).hasSize(1);
        assertThat(config.settingsFor("x").expectedRunLength()).isEqualTo(Duration.ofDays(9));
        assertThat(config.deadLetterRawValues()).isTrue();
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldSayWhichLayerABadValueCameFrom() {
        assertThat(problems(
                        "", Map.of("LEEWAY_HTTP_PORT", "x", "LEEWAY_INPUTS", "[{topic: /}]"), Map.of("threads", "0")))
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "http.port = x: must be a whole number from 0 to 65535 (set by LEEWAY_HTTP_PORT)",
                        "inputs[0].topic = /: " + Keys.TOPIC_NAME.rule() + " (set by LEEWAY_INPUTS)",
                        "threads = 0: must be auto or a whole number from 1 to 256 (set on the command line)");
    }

    @Test
    void shouldReportUnknownVariablesAndFlags() {
        assertThat(problems("", Map.of("LEEWAY_MODLE_NAME", "x"), Map.of("http.prot", "1")))
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "LEEWAY_MODLE_NAME: is not the variable of a known key; did you mean LEEWAY_MODEL_NAME?",
                        "http.prot: is not a known key (set on the command line); did you mean http.port?");
    }

    @Test
    void shouldLeaveVariablesOfTheLauncherAndOfKubernetesAlone() {
        LeewayConfig config = parse(
                "",
                Map.of(
                        "LEEWAY_HEAP", "1g",
                        "LEEWAY_JAVA_OPTS", "-Xss1m",
                        "LEEWAY_OTEL_PROGRAMS", "target/examples/otel",
                        "LEEWAY_SERVICE_HOST", "10.0.0.1",
                        "LEEWAY_SERVICE_PORT_HTTP", "8080",
                        "LEEWAY_HTTP_PORT", "tcp://10.0.0.1:8080",
                        "LEEWAY_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.2",
                        "LEEWAY_KAFKA_SERVICE_PORT", "9092"),
                Map.of());
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.kafka()).isEmpty();
    }

    @Test
    void shouldReportAScalarWhereTheFileShouldHaveASection() {
        assertThat(problems("http: 80", Map.of("LEEWAY_HTTP_PORT", "2222"), Map.of()))
                .extracting(Problem::key)
                .containsExactly("http");
    }
}
