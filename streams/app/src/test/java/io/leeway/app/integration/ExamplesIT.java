/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static io.leeway.app.bridge.AlertSamples.later;
import static io.leeway.app.bridge.AlertSamples.opened;
import static io.leeway.app.integration.Installed.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.cli.AlertsRun;
import io.leeway.app.config.AlertFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.schemas.AlertTransition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumers under {@code examples/} print what {@code leeway alerts} prints. They need Python and Node.js with their
 * libraries, so this runs with {@code -Pexamples} only, and then fails where they are missing.
 */
@Tag("examples")
class ExamplesIT {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ALERTS = 6;

    @TempDir
    Path directory;

    @Test
    void shouldPrintTheSameAlertsAsTheCommandLine() throws Exception {
        List<String> python = List.of(
                required("LEEWAY_PYTHON"),
                ROOT.resolve("examples/python/consumer.py").toString());
        List<String> node = List.of(
                required("LEEWAY_NODE"),
                ROOT.resolve("target/examples/typescript/consumer.js").toString());
        try (Cluster cluster = Cluster.start(directory, 1)) {
            LeewayConfig config = cluster.config();
            cluster.createOutputs(config);
            write(cluster, config);

            String broker = config.kafka().get("bootstrap.servers");
            List<String> expected = AlertsRun.lines(broker, "--brief");
            assertThat(expected).hasSize(ALERTS).doesNotHaveDuplicates();
            assertThat(lines(python, broker, "python-brief")).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(lines(node, broker, "node-brief")).containsExactlyInAnyOrderElementsOf(expected);

            Map<String, JsonNode> trees = trees(AlertsRun.lines(broker, "--json"));
            assertThat(trees).hasSize(ALERTS);
            assertThat(trees(lines(python, broker, "python-json", "--json"))).isEqualTo(trees);
            assertThat(trees(lines(node, broker, "node-json", "--json"))).isEqualTo(trees);
        }
    }

    @Test
    void shouldVerifySignaturesAsDocumented() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/consumers.md"));
        int start = page.indexOf("```python\n") + "```python\n".length();
        String body = "{\"a\":1}";
        // printf '1767225600.{"a":1}' | openssl dgst -sha256 -hmac key
        String header = "t=1767225600,v1=80f7b75f8618b9b24d72673996a625f1a43f7387a26b6739d667431724fe4d23";
        String program = page.substring(start, page.indexOf("```", start)) + """
                key, body, header = b"key", b'%s', "%s"
                for_ever = float("inf")
                print(verify(header, body, key, for_ever), verify(header, body + b" ", key, for_ever),
                      verify(header, body, b"kez", for_ever), verify(header, body, key))
                """.formatted(body, header);
        Process process = new ProcessBuilder(required("LEEWAY_PYTHON"), "-c", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("True False False False");
    }

    /** Four alerts in Avro, two in JSON, one that was rolled back and the end of a key. */
    private static void write(Cluster cluster, LeewayConfig config) {
        try (AlertTopic topic = new AlertTopic(config)) {
            topic.write(opened("support", 0), opened("sales", 2));
            topic.writeInVain(opened("rolled-back", 3));
            topic.write(later("support", AlertTransition.ESCALATED, 0, 11));
            topic.writeRaw("gone||text", null);
            topic.write(later("support", AlertTransition.RESOLVED, 0, 30));
        }
        Map<String, String> settings = cluster.settings("state");
        settings.put("alerts.format", "json");
        LeewayConfig json = Cluster.config(settings);
        assertThat(json.alerts()).isEqualTo(AlertFormat.JSON);
        try (AlertTopic topic = new AlertTopic(json)) {
            topic.write(opened("sales \u00fc", 5), later("sales", AlertTransition.RESOLVED, 2, 41));
        }
    }

    /** As many lines of a consumer as there are alerts. */
    private List<String> lines(List<String> program, String broker, String group, String... more) throws Exception {
        Path errors = directory.resolve(group + ".err");
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("BOOTSTRAP_SERVERS", broker);
        builder.environment().put("GROUP_ID", group);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            CompletableFuture<List<String>> read = CompletableFuture.supplyAsync(() -> first(out));
            return read.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    group + " did not print " + ALERTS + " lines; it said: " + Files.readString(errors), e);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> first(BufferedReader out) {
        return Stream.generate(() -> line(out))
                .limit(ALERTS)
                .takeWhile(line -> line != null)
                .toList();
    }

    private static String line(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By transition, every number as a double: each language writes 1.0E-5 and 512 in its own way. */
    private static Map<String, JsonNode> trees(List<String> lines) throws IOException {
        Map<String, JsonNode> trees = new TreeMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : lines) {
            JsonNode alert = mapper.readTree(line);
            String id =
                    alert.path("alertId").asText() + alert.path("transition").asText();
            assertThat(trees.put(id, Numbers.asDoubles(alert))).as(id).isNull();
        }
        return trees;
    }
}
