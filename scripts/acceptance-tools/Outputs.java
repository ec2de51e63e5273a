/* SPDX-License-Identifier: Apache-2.0 */

import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Waits until panes have been reported, then writes down everything the service has written so far: {@code alerts.tsv},
 * {@code reports.tsv} and {@code panes.tsv}. Reads committed records only.
 *
 * <p>Arguments: address of Kafka, folder to write to, seconds to wait, and {@code agent=end of pane} for each agent to
 * wait for. Exit code 3 if they were not reported in time; the files are written all the same.
 */
final class Outputs {

    private static final String ALERTS = "leeway.alerts";
    private static final String REPORTS = "leeway.reports";
    private static final String PANES = "leeway.panes";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Instant> waitingFor = new HashMap<>();
    private final Map<String, List<String>> lines = new HashMap<>();

    public static void main(String[] arguments) throws IOException {
        Outputs outputs = new Outputs();
        for (int i = 3; i < arguments.length; i++) {
            String[] agentAndEnd = arguments[i].split("=", 2);
            outputs.waitingFor.put(agentAndEnd[0], Instant.parse(agentAndEnd[1]));
        }
        Instant deadline = Instant.now().plusSeconds(Long.parseLong(arguments[2]));
        boolean complete = outputs.read(arguments[0], deadline);
        outputs.write(Path.of(arguments[1]));
        System.exit(complete ? 0 : 3);
    }

    private boolean read(String address, Instant deadline) {
        Map<String, Object> properties = Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(ALERTS, REPORTS, PANES)) {
                lines.put(topic, new ArrayList<>());
                consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!waitingFor.isEmpty() && Instant.now().isBefore(deadline)) {
                consumer.poll(POLL).forEach(this::add);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(this::add);
            }
        }
        return waitingFor.isEmpty();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        String digest = digest(record.value());
        switch (record.topic()) {
            case ALERTS -> {
                DriftAlert alert = Records.DRIFT_ALERT.read(record.value());
                line(
                        ALERTS,
                        alert.getAgentId(),
                        alert.getUpdatedAt(),
                        alert.getTransition(),
                        alert.getAlertId(),
                        alert.getDetectorFamily(),
                        digest);
            }
            case REPORTS -> {
                DriftReport report = Records.DRIFT_REPORT.read(record.value());
                line(REPORTS, report.getAgentId(), report.getPaneStart(), digest, Records.DRIFT_REPORT.toJson(report));
                Instant end = waitingFor.get(report.getAgentId());
                if (end != null && !report.getPaneEnd().isBefore(end)) {
                    waitingFor.remove(report.getAgentId());
                }
            }
            default -> {
                PaneSummary pane = Records.PANE_SUMMARY.read(record.value());
                line(PANES, pane.getAgentId(), pane.getPaneStart(), pane.getEvents(), pane.getDigest());
            }
        }
    }

    private void line(String topic, Object... fields) {
        lines.get(topic).add(String.join("\t", List.of(fields).stream().map(Object::toString).toList()));
    }

    private void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String>> topic : lines.entrySet()) {
            String name = topic.getKey().substring(topic.getKey().indexOf('.') + 1) + ".tsv";
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve(name)))) {
                topic.getValue().forEach(out::println);
            }
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
