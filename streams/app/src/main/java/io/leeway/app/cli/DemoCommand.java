/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.demo.DemoEvent;
import io.leeway.app.demo.DemoPlan;
import io.leeway.app.demo.DemoTraffic;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayService;
import io.leeway.app.service.ServiceException;
import io.leeway.models.Embedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: Kafka, the service and the traffic of three agents, one of which drifts, in one process. */
@Command(
        name = "demo",
        description = "Plays six hours of three agents' traffic in well under a minute; one of them drifts.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String DRIFTING = "support";
    private static final int INPUT_PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(
            names = "--headless",
            description = "plays once and ends: exit code 0 if the drifting agent alerted and the others did not")
    private boolean headless;

    @Option(names = "--data", paramLabel = "DIR", description = "folder for Kafka's data (default: a temporary one)")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = data == null ? Files.createTempDirectory("leeway-demo") : data;
        try (StopSignal signal = StopSignal.install();
                EmbeddedRun kafka = EmbeddedRun.start(folder)) {
            return play(kafka);
        } finally {
            if (data == null) {
                delete(folder);
            }
        }
    }

    private int play(EmbeddedRun kafka) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> settings = new HashMap<>(kafka.overrides());
        settings.put("application-id", "leeway-demo");
        settings.put("idle-timeout", "5s");
        LeewayConfig config = LeewayConfig.load(settings);
        kafka.createInputs(config, INPUT_PARTITIONS);
        out.println("Kafka listens on " + kafka.bootstrapServers() + "; three agents, of which '" + DRIFTING
                + "' gets new kinds of requests after "
                + DemoPlan.DEFAULTS.changeAfter().toHours() + " hours");
        out.flush();
        try (Embedder embedder = RunCommand.open(config);
                LeewayService service =
                        LeewayService.start(config, embedder, new LeewayMetrics(new SimpleMeterRegistry()))) {
            DemoWatch watch = new DemoWatch(produce(config), out);
            try (TopicReader reader = watch.reader(config)) {
                awaitEnd(watch, reader, service);
                out.println(watch.verdict(Set.of(DRIFTING)));
                out.flush();
                if (!headless) {
                    follow(config, kafka, reader, watch);
                }
            } catch (InterruptException e) {
                // Asked to stop. The flag would keep the service from closing in order.
                var unused = Thread.interrupted();
            }
            return watch.alerted().equals(Set.of(DRIFTING)) ? Exit.OK : Exit.FAILED;
        }
    }

    private static void awaitEnd(DemoWatch watch, TopicReader reader, LeewayService service) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!watch.complete()) {
            if (Instant.now().isAfter(deadline) || !service.running()) {
                throw new ServiceException("the demo did not finish; the service is " + service.state());
            }
            reader.poll(watch);
        }
    }

    private void follow(LeewayConfig config, EmbeddedRun kafka, TopicReader reader, DemoWatch watch) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "The service goes on running. Send it events of your own from another terminal, or stop it with Ctrl-C:");
        out.println("  scripts/leeway produce --events FILE --topic "
                + config.inputs().get(0).topic() + " --bootstrap-servers " + kafka.bootstrapServers());
        out.flush();
        while (true) {
            reader.poll(watch);
        }
    }

    /** Sends all events; returns the time of each agent's last one. */
    private static Map<String, Instant> produce(LeewayConfig config) {
        Map<String, Instant> last = new HashMap<>();
        String topic = config.inputs().get(0).topic();
        Map<String, Object> properties = new HashMap<>(config.kafka());
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
                Stream<DemoEvent> events = new DemoTraffic(DemoPlan.DEFAULTS).stream()) {
            events.forEach(event -> {
                last.put(event.agentId(), event.occurredAt());
                // Flushed by closing; the demo would notice a missing event as an agent that never ends.
                var unused =
                        producer.send(new ProducerRecord<>(topic, event.toJson().getBytes(StandardCharsets.UTF_8)));
            });
        }
        return last;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
