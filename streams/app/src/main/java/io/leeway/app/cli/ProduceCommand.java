/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.ServiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code produce}: sends JSON-lines events. */
@Command(
        name = "produce",
        description = "Sends events, one JSON object a line, to an input topic.",
        mixinStandardHelpOptions = true)
final class ProduceCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "file of events; - for standard input")
    private String events;

    @Option(names = "--topic", paramLabel = "T", description = "input topic (default: the first one configured)")
    private String topic;

    @Option(names = "--rate", paramLabel = "N", description = "events a second (default: as fast as possible)")
    private Double rate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (rate != null && !(rate > 0)) {
            throw new ParameterException(spec.commandLine(), "--rate must be positive: " + rate);
        }
        LeewayConfig config = broker.load();
        String target = topic == null ? config.inputs().get(0).topic() : topic;
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long sent;
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
                BufferedReader lines = open()) {
            sent = send(lines, producer, target, failure);
            producer.flush();
        }
        if (failure.get() != null) {
            throw new ServiceException(
                    "not every event was sent: " + failure.get().getMessage(), failure.get());
        }
        spec.commandLine().getOut().println(sent + " events sent to " + target);
        return Exit.OK;
    }

    private BufferedReader open() throws IOException {
        return JsonLines.open(events.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(events)));
    }

    private long send(
            BufferedReader lines, Producer<byte[], byte[]> producer, String target, AtomicReference<Exception> failure)
            throws IOException {
        long start = System.nanoTime();
        long sent = 0;
        for (String line = lines.readLine(); line != null && failure.get() == null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            var unused = producer.send(
                    new ProducerRecord<>(target, JsonLines.bytes(line)),
                    (metadata, error) -> failure.compareAndSet(null, error));
            sent++;
            if (rate != null) {
                long due = start + (long) (sent / rate * TimeUnit.SECONDS.toNanos(1));
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        return sent;
    }
}
