/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every block of {@code docs/guide/connect.md}, from nothing to the first report. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectGuideIT {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/guide/connect.md");
    private static final Path CAPTURED = Path.of("src/test/resources/io/leeway/app/otel");
    private static final String SCHEMA = """
            {"type": "record", "name": "ChatEvent", "namespace": "shop", "fields": [
              {"name": "agent", "type": "string"},
              {"name": "sentAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "body", "type": ["null", "string"], "default": null},
              {"name": "latency", "type": "double"}]}
            """;
    private static final int SCHEMA_ID = 7;

    @TempDir
    Path folder;

    @Test
    void shouldConnectTracedAgents() throws Exception {
        GuideBlocks guide = GuideBlocks.under(PAGE, "OpenTelemetry");
        String collector = guide.with("yaml", "receivers:");
        assertThat(Files.readString(ROOT.resolve("examples/otel/collector.yaml")))
                .endsWith(collector);
        JsonNode exporter = new YAMLMapper().readTree(collector).at("/exporters/kafka");
        assertThat(exporter.at("/traces/encoding").asText()).isEqualTo("otlp_proto");
        try (GuideShell shell = GuideShell.in(folder)) {
            String settings = guide.with("sh", "OTEL_SERVICE_NAME");
            assertThat(shell.run(settings + "env\n"))
                    .contains("OTEL_SEMCONV_STABILITY_OPT_IN=", "OTEL_EXPORTER_OTLP_ENDPOINT=");
            shell.file("leeway.yaml", guide.with("yaml", "format: otlp"));
            String broker = shell.serve(guide.with("sh", "leeway run"));

            send(broker, exporter.at("/traces/topic").asText(), captured());

            awaitReport(broker);
            assertThat(shell.run(guide.with("sh", "leeway status"))).contains("shop-assistant  WARMING_UP");
        }
    }

    @Test
    void shouldConnectATopicOfJson() throws Exception {
        GuideBlocks guide = GuideBlocks.under(PAGE, "A JSON topic");
        try (GuideShell shell = GuideShell.in(folder)) {
            shell.file("events.jsonl", guide.with("json", "\"conversation\""));
            shell.file("leeway.yaml", guide.with("yaml", "mapping:"));
            shell.run(guide.with("sh", "leeway validate"));
            String broker = shell.serve(guide.with("sh", "leeway run"));

            assertThat(shell.run(guide.with("sh", "leeway produce"))).contains("1 events sent to chat-events");

            awaitReport(broker);
            assertThat(shell.run("scripts/leeway status --data ./leeway-data\n"))
                    .contains("support  WARMING_UP");
        }
    }

    @Test
    void shouldConnectAvroAndARegistry() throws Exception {
        GuideBlocks guide = GuideBlocks.under(PAGE, "Avro and a registry");
        HttpServer registry = registry();
        try (GuideShell shell = GuideShell.in(folder)) {
            shell.file(
                    "leeway.yaml",
                    guide.with("yaml", "url:")
                            .replace(
                                    "8081",
                                    Integer.toString(registry.getAddress().getPort())));
            String broker = shell.serve(guide.with("sh", "leeway run"));

            send(broker, "chat-events-avro", List.of(framed()));

            awaitReport(broker);
            assertThat(shell.run(guide.with("sh", "leeway status"))).contains("support  WARMING_UP");

            shell.file("schemas.json", "{\"7\": " + SCHEMA + "}");
            shell.file("chat-event.avsc", SCHEMA);
            for (String file : List.of("schemas.json", "chat-event.avsc")) {
                String yaml = guide.with("yaml", file)
                        .replace(file, folder.resolve(file).toString());
                assertThat(LeewayConfig.parse("guide", yaml, Map.of(), Map.of()).inputs())
                        .hasSize(1);
            }
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void shouldConnectJavaCode() throws Exception {
        GuideBlocks guide = GuideBlocks.under(PAGE, "Java code");
        Path source = folder.resolve("Chat.java");
        Files.writeString(source, guide.with("java", "class Chat"));
        try (GuideShell shell = GuideShell.in(folder)) {
            String broker = shell.serve(guide.with("sh", "leeway run"));

            runMain(source, broker);

            awaitReport(broker);
            assertThat(shell.run(guide.with("sh", "leeway status"))).contains("support  WARMING_UP");
        }
    }

    @Test
    void shouldHaveNoOtherBlocksThanThese() throws Exception {
        List<String> parts = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring("## ".length()))
                .toList();
        List<String> tested = List.of("OpenTelemetry", "A JSON topic", "Avro and a registry", "Java code");
        assertThat(parts).containsAll(tested);
        for (String part : parts) {
            if (!tested.contains(part)) {
                for (GuideBlocks.Block block : GuideBlocks.under(PAGE, part).blocks()) {
                    assertThat(block.language()).as(part).isEqualTo("yaml");
                    LeewayConfig.parse(part, block.text(), Map.of(), Map.of());
                }
            }
        }
    }

    /** A report is written with the pane that it is about. */
    private static void awaitReport(String broker) {
        try (Outputs outputs = new Outputs(Cluster.config(Map.of("kafka.bootstrap.servers", broker)))) {
            outputs.awaitPanes(1);
        }
    }

    private static List<byte[]> captured() throws IOException {
        try (Stream<Path> files = Files.list(CAPTURED.resolve("genai-agent"))) {
            List<byte[]> bodies = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("traces"))
                    .sorted()
                    .toList()) {
                try (InputStream body = new GZIPInputStream(Files.newInputStream(file))) {
                    bodies.add(body.readAllBytes());
                }
            }
            return bodies;
        }
    }

    private static HttpServer registry() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = new ObjectMapper()
                .createObjectNode()
                .put("schema", SCHEMA)
                .toString()
                .getBytes(UTF_8);
        server.createContext("/schemas/ids/" + SCHEMA_ID, exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static byte[] framed() {
        Schema schema = new Schema.Parser().parse(SCHEMA);
        GenericRecord event = new GenericData.Record(schema);
        event.put("agent", "support");
        event.put("sentAt", 1_767_225_600_123L);
        event.put("body", "my card was charged twice");
        event.put("latency", 812.0);
        return Wire.confluent(SCHEMA_ID, Wire.body(schema, event));
    }

    private static void send(String broker, String topic, List<byte[]> values) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                var unused = producer.send(new ProducerRecord<>(topic, value));
            }
            producer.flush();
        }
    }

    private void runMain(Path source, String argument) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(
                        new PrintWriter(said),
                        null,
                        null,
                        List.of(
                                "-Werror",
                                "-Xlint:all",
                                "-d",
                                folder.toString(),
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                        null,
                        compiler.getStandardFileManager(null, null, UTF_8).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(said.toString()).isTrue();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            loader.loadClass("Chat").getMethod("main", String[].class).invoke(null, (Object) new String[] {argument});
        }
    }
}
