/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.InputFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.corpus.ItemDecoder;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.service.ServiceException;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.CorpusItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code produce}: sends JSON-lines events, or items of corpora. */
@Command(
        name = "produce",
        description = "Sends events, one JSON object a line, to an input topic, or items to the topic of a corpus.",
        mixinStandardHelpOptions = true)
final class ProduceCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Mixin
    private BrokerOption broker;

    @ArgGroup(multiplicity = "1")
    private Records records;

    /** One of them. */
    static final class Records {
        @Option(names = "--events", paramLabel = "FILE", description = "file of events; - for standard input")
        private String events;

        @Option(
                names = "--corpus",
                paramLabel = "FILE",
                description = "file of items of corpora, sent with the key agentId|itemId; - for standard input")
        private String corpus;
    }

    @Option(names = "--topic", paramLabel = "T", description = "topic (default: the first one configured)")
    private String topic;

    @Option(names = "--rate", paramLabel = "N", description = "records a second (default: as fast as possible)")
    private Double rate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (rate != null && !(rate > 0)) {
            throw new ParameterException(spec.commandLine(), "--rate must be positive: " + rate);
        }
        LeewayConfig config = broker.load();
        String target = topic == null
                ? first(
                        records.corpus == null
                                ? config.inputs()
                                : config.corpora().topics())
                : topic;
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
        spec.commandLine()
                .getOut()
                .println(sent + (records.corpus == null ? " events" : " items") + " sent to " + target);
        return Exit.OK;
    }

    private String first(List<LeewayConfig.Input> configured) {
        if (configured.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "no topic of corpora is configured: name one with --topic");
        }
        return configured.get(0).topic();
    }

    /** A compacted topic keeps the newest record of each key; an item without one would be a bad record anyway. */
    private byte[] key(byte[] line) {
        if (records.corpus == null) {
            return null;
        }
        try {
            CorpusItem item = new ItemDecoder(InputFormat.JSON).decode(null, line);
            return new StreamKey(item.getAgentId(), item.getItemId()).toString().getBytes(StandardCharsets.UTF_8);
        } catch (BadEventException e) {
            throw new ServiceException("an item cannot be sent: " + e.getMessage(), e);
        }
    }

    private BufferedReader open() throws IOException {
        String events = records.corpus == null ? records.events : records.corpus;
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
            byte[] value = JsonLines.bytes(line);
            var unused = producer.send(
                    new ProducerRecord<>(target, key(value), value),
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
