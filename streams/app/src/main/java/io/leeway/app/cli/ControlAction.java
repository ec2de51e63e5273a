/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.control.BadCommandException;
import io.leeway.app.control.CommandDecoder;
import io.leeway.app.service.ServiceException;
import io.leeway.app.topic.StreamKey;
import io.leeway.app.topic.Topics;
import io.leeway.app.topic.Topics.Topic;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands to a running service have in common: whom they are about, who gives them, and how they are sent. */
abstract class ControlAction implements Callable<Integer> {

    /** So many of the newest records of each partition are searched for the newest report of an agent. */
    private static final long NEWEST = 20_000;

    @Mixin
    private BrokerOption broker;

    @Mixin
    private StreamOption stream;

    @Option(names = "--by", paramLabel = "NAME", description = "who gives the command (default: the user's login name)")
    private String by = System.getProperty("user.name");

    @Option(names = "--reason", paramLabel = "R", description = "why, for the audit")
    private String reason;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "identity of the command; one that is sent again has no further effect (default: a random one)")
    private String id = UUID.randomUUID().toString();

    @Option(
            names = "--wait",
            paramLabel = "D",
            converter = DigestCommand.PeriodConverter.class,
            description =
                    "waits so long for the command's effect, which comes with the agent's next pane, for example 3m")
    private Duration wait = Duration.ZERO;

    @Option(names = "--dry-run", description = "prints the command as JSON and sends nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints what was sent, and its effect, as one JSON object a line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final CommandKind kind;

    ControlAction(CommandKind kind) {
        this.kind = kind;
    }

    /** Adds what only this command has. */
    abstract void fill(ControlCommand.Builder command, Instant newest);

    @Override
    public Integer call() throws IOException {
        LeewayConfig config = broker.load();
        Topics topics = Topics.of(config);
        Optional<Instant> newest = newestPane(config, topics);
        ControlCommand.Builder builder = ControlCommand.newBuilder()
                .setCommandId(id)
                .setKind(kind)
                .setAgentId(stream.key().agentId())
                .setCohort(stream.key().cohortOrNull())
                .setIssuedBy(by)
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setReason(reason)
                .setNotBefore(newest.orElse(null));
        fill(builder, newest.orElse(null));
        ControlCommand command = builder.build();
        try {
            CommandDecoder.check(command);
        } catch (BadCommandException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (dryRun) {
            out().println(Records.CONTROL_COMMAND.toJson(command));
            return Exit.OK;
        }
        if (newest.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("no report of " + stream.key()
                            + " is found; the service refuses commands about agents it has not" + " seen");
        }
        return send(config, topics, command);
    }

    private int send(LeewayConfig config, Topics topics, ControlCommand command) {
        try (TopicReader audit = new TopicReader(config.kafka(), List.of(topics.audit()), 0)) {
            // Where the reader stands is settled now, before the command can have an effect.
            audit.poll(record -> {});
            produce(config, topics.control(), command);
            out().println(
                            json
                                    ? Records.CONTROL_COMMAND.toJson(command)
                                    : "sent: " + kindInWords() + " " + stream.key() + ", command " + id);
            out().flush();
            return wait.isZero() ? Exit.OK : await(audit);
        }
    }

    private int await(TopicReader audit) {
        long deadline = System.nanoTime() + wait.toNanos();
        AtomicReference<AuditRecord> found = new AtomicReference<>();
        while (found.get() == null) {
            if (System.nanoTime() - deadline > 0) {
                spec.commandLine()
                        .getErr()
                        .println("no effect within " + wait + "; is the service running, and the agent" + " sending?");
                return Exit.FAILED;
            }
            audit.poll(record -> {
                AuditRecord effect = Records.AUDIT_RECORD.decode(record.value());
                if (id.equals(effect.getCommandId())) {
                    found.compareAndSet(null, effect);
                }
            });
        }
        AuditRecord effect = found.get();
        out().println(json ? Records.AUDIT_RECORD.toJson(effect) : AuditText.of(effect));
        return effect.getAction().equals("refuse") ? Exit.FAILED : Exit.OK;
    }

    private void produce(LeewayConfig config, Topic<StreamKey, ControlCommand> topic, ControlCommand command) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(),
                topic.key().serializer().serialize(topic.name(), stream.key()),
                topic.value().serializer().serialize(topic.name(), command));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new ServiceException(
                    "the command was not sent: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while sending the command", e);
        }
    }

    /** End of the newest pane the service has reported of the agent: from then on the command holds. */
    private Optional<Instant> newestPane(LeewayConfig config, Topics topics) {
        AtomicReference<Instant> newest = new AtomicReference<>();
        try (TopicReader reader = new TopicReader(config.kafka(), List.of(topics.reports()), NEWEST)) {
            while (!reader.atEnd()) {
                reader.poll(record -> {
                    if (stream.key()
                            .equals(topics.reports().key().deserializer().deserialize("", record.key()))) {
                        DriftReport report = Records.DRIFT_REPORT.decode(record.value());
                        newest.accumulateAndGet(
                                report.getPaneEnd(),
                                (before, end) -> before == null || end.isAfter(before) ? end : before);
                    }
                });
            }
        }
        return Optional.ofNullable(newest.get());
    }

    BrokerOption broker() {
        return broker;
    }

    StreamKey stream() {
        return stream.key();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    boolean asJson() {
        return json;
    }

    private String kindInWords() {
        return spec.name();
    }
}
