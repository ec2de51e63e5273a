/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.privacy.KeptText;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeewayConfigTest {
    @Test
    void shouldBeCompleteWithoutAFile() {
        LeewayConfig config = parse("");
        assertThat(config.applicationId()).isEqualTo("leeway");
        assertThat(config.kafka()).isEmpty();
        assertThat(config.inputs()).containsExactly(new LeewayConfig.Input("agent-inputs", InputFormat.AUTO));
        assertThat(config.model()).isEqualTo(new LeewayConfig.Model("minilm", 256));
        assertThat(config.defaults()).isEqualTo(MonitorSettings.DEFAULTS);
        assertThat(config.alerts()).isEqualTo(AlertFormat.AVRO);
        assertThat(config.http()).isEqualTo(new LeewayConfig.Http("127.0.0.1", 8080));
        assertThat(config.topics())
                .isEqualTo(new LeewayConfig.Topics(
                        "leeway.alerts",
                        "leeway.reports",
                        "leeway.panes",
                        "leeway.panes-rolled",
                        "leeway.control",
                        "leeway.audit",
                        "leeway.dead-letters",
                        "leeway.configurations"));
        assertThat(config.history()).isEqualTo(new LeewayConfig.History(Duration.ofDays(35), Duration.ofDays(400)));
        assertThat(config.stateDir()).isEqualTo(Path.of(System.getProperty("user.home"), ".leeway", "state"));
        assertThat(config.partitions()).isEqualTo(8);
        assertThat(config.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.replicationFactor()).isEqualTo((short) -1);
        assertThat(config.deadLetterRawValues()).isFalse();
        assertThat(config.privacy().excerpts()).isFalse();
        assertThat(config.privacy().kept()).isSameAs(KeptText.NOTHING);
        assertThat(config.privacy().hashSaltFile()).isEmpty();
    }

    @Test
    void shouldReadTheExampleOfTheReference() {
        LeewayConfig config = parse(ConfigReference.EXAMPLE);
        assertThat(config.kafka()).containsExactly(Map.entry("bootstrap.servers", "localhost:9092"));
        assertThat(config.defaults().windows())
                .containsExactly(
                        WindowSpec.ofDuration(Duration.ofMinutes(20)),
                        WindowSpec.ofDuration(Duration.ofHours(1)),
                        WindowSpec.ofEvents(500, Duration.ofHours(6)));
        assertThat(config.settingsFor("support-eu").expectedRunLength()).isEqualTo(Duration.ofDays(90));
        assertThat(config.settingsFor("sales")).isEqualTo(config.defaults());
        assertThat(config.privacy().hashSaltFile()).contains(Path.of("/etc/leeway/salt"));
    }

    @Test
    void shouldReadEveryKey() {
        LeewayConfig config = parse("""
                application-id: drift-eu
                kafka: {bootstrap.servers: "a:1,b:2", main.consumer.max.poll.records: 64, enable.metrics.push: false}
                inputs: [{topic: chats, format: json}, {topic: calls, format: avro}]
                model: {name: ./models/mine, max-tokens: 128}
                defaults:
                  pane: PT30S
                  grace: 0s
                  windows: [1h30m, {events: 200, at-most: P1D}]
                  references:
                    trailing: {length: 14d, gap: 1h}
                    pinned: {from: 2026-01-01T00:00:00Z, to: 2026-01-08T00:00:00+01:00}
                  expected-run-length: 60d
                  features: {text: false, numbers: off, categories: auto}
                privacy: {excerpts: true, excerpt-length: 120}
                alerts: {format: json}
                http: {bind: 0.0.0.0, port: 0}
                topics: {alerts: a, reports: r, panes: p, panes-rolled: pr, control: c, audit: u, dead-letters: d}
                history: {panes: 90d, rolled: 800d}
                dead-letters: {raw-values: true}
                state-dir: /var/lib/leeway
                partitions: 12
                threads: 3
                idle-timeout: 30s
                replication-factor: 3
                """);
        assertThat(config.applicationId()).isEqualTo("drift-eu");
        assertThat(config.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "a:1,b:2"),
                        Map.entry("main.consumer.max.poll.records", "64"),
                        Map.entry("enable.metrics.push", "false"));
        assertThat(config.inputs())
                .containsExactly(
                        new LeewayConfig.Input("chats", InputFormat.JSON),
                        new LeewayConfig.Input("calls", InputFormat.AVRO));
        assertThat(config.model()).isEqualTo(new LeewayConfig.Model("./models/mine", 128));
        assertThat(config.defaults())
                .isEqualTo(new MonitorSettings(
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        List.of(
                                WindowSpec.ofDuration(Duration.ofMinutes(90)),
                                WindowSpec.ofEvents(200, Duration.ofDays(1))),
                        List.of(
                                new ReferenceSpec.Trailing(Duration.ofDays(14), Duration.ofHours(1)),
                                new ReferenceSpec.Pinned(
                                        Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-07T23:00:00Z"))),
                        Duration.ofDays(60),
                        new MonitorSettings.Features(false, false, true)));
        assertThat(config.privacy().excerpts()).isTrue();
        assertThat(config.privacy().kept().of("x".repeat(300)).orElseThrow()).hasSize(120);
        assertThat(config.alerts()).isEqualTo(AlertFormat.JSON);
        assertThat(config.http()).isEqualTo(new LeewayConfig.Http("0.0.0.0", 0));
        assertThat(config.topics())
                .isEqualTo(new LeewayConfig.Topics("a", "r", "p", "pr", "c", "u", "d", "leeway.configurations"));
        assertThat(config.history()).isEqualTo(new LeewayConfig.History(Duration.ofDays(90), Duration.ofDays(800)));
        assertThat(config.deadLetterRawValues()).isTrue();
        assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/leeway"));
        assertThat(config.partitions()).isEqualTo(12);
        assertThat(config.threads()).isEqualTo(3);
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.replicationFactor()).isEqualTo((short) 3);
    }

    @Test
    void shouldTakeASectionWithEverythingCommentedOutAsAbsent() {
        assertThat(parse("http:\nkafka:\nagents:\ndefaults:\n").http().port()).isEqualTo(8080);
    }

    @Test
    void shouldReplaceReferencesButFillTheGapsOfATrailingOne() {
        assertThat(parse("defaults: {references: {trailing: {length: 3d}}}")
                        .defaults()
                        .references())
                .containsExactly(new ReferenceSpec.Trailing(Duration.ofDays(3), Duration.ofHours(2)));
        assertThat(parse("defaults: {references: {pinned: {first: 2d}}}")
                        .defaults()
                        .references())
                .containsExactly(new ReferenceSpec.PinnedFirst(Duration.ofDays(2)));
        assertThat(parse("defaults: {references: {trailing: }}").defaults().references())
                .isEqualTo(MonitorSettings.DEFAULTS.references());
    }

    @Test
    void shouldReadAnyReferencesTogether() {
        assertThat(parse(
                                "defaults: {references: {none: {}, pinned: {first: 2d}, seasonal: {length: 14d}, trailing: {}}}")
                        .defaults()
                        .references())
                .containsExactly(
                        new ReferenceSpec.Trailing(Duration.ofDays(7), Duration.ofHours(2)),
                        new ReferenceSpec.Seasonal(Duration.ofDays(14), Duration.ofHours(2)),
                        new ReferenceSpec.None(),
                        new ReferenceSpec.PinnedFirst(Duration.ofDays(2)));
        assertThat(parse("defaults: {references: {none: }}").defaults().references())
                .containsExactly(new ReferenceSpec.None());
        assertThat(parse("").defaults().references()).hasSize(1);
    }

    @Test
    void shouldReadAFileAndNameTheOneThatIsMissing(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("leeway.yaml"), "http: {port: 70000}");
        assertThatThrownBy(() -> LeewayConfig.load(file, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("http.port = 70000");
        assertThat(LeewayConfig.load(file, Map.of("http.port", "7000")).http().port())
                .isEqualTo(7000);
        assertThatThrownBy(() -> LeewayConfig.load(directory.resolve("none.yaml"), Map.of()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void shouldNotShowKafkaPropertiesAsText() {
        assertThat(parse("kafka: {ssl.key.password: hunter2}").toString()).doesNotContain("hunter2");
    }
}
