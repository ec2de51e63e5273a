/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker with its own controller in this JVM: one node, loopback only, no authentication.
 *
 * <p>Everything is kept in one directory and survives a restart, orderly or not; a restart also keeps the address unless somebody
 * took its port. Transactions, groups and Kafka Streams work as with any broker. Topics are not created by using them. Close
 * the clients before the broker, or they wait for it. A fault that the broker cannot survive is reported and ends the process.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int ATTEMPTS = 5;
    private static final FatalFaults FAULTS =
            new FatalFaults(LOG::error, status -> Runtime.getRuntime().halt(status));

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final Ports ports;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(DirectoryLock lock, KafkaRaftServer server, Ports ports) {
        this.lock = lock;
        this.server = server;
        this.ports = ports;
    }

    /**
     * Starts a broker and returns when clients can use it.
     *
     * @param directory where its data is or will be; made if it does not exist
     * @throws EmbeddedKafkaException if another broker uses the directory, or the broker fails to start
     */
    public static EmbeddedKafka start(Path directory) {
        return start(directory, Ports::free);
    }

    static EmbeddedKafka start(Path directory, Ports.Source portSource) {
        try {
            Path absolute = Files.createDirectories(directory.toAbsolutePath().normalize());
            DirectoryLock lock = DirectoryLock.on(absolute);
            boolean started = false;
            try {
                EmbeddedKafka kafka = startLocked(absolute, lock, portSource);
                started = true;
                return kafka;
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "The embedded Kafka broker cannot use the directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where clients connected to the broker that last ran in a directory; it may have stopped since.
     *
     * @throws EmbeddedKafkaException if the directory's note of it cannot be read
     */
    public static Optional<String> lastAddress(Path directory) {
        try {
            return Ports.last(directory).map(ports -> BrokerProperties.HOST + ":" + ports.broker());
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "The address of the embedded Kafka broker cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where clients connect: {@code 127.0.0.1:PORT}. */
    public String bootstrapServers() {
        return BrokerProperties.HOST + ":" + ports.broker();
    }

    /** Stops the broker in good order; its data stays. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (lock) {
            server.shutdown();
            server.awaitShutdown();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the embedded Kafka broker's directory cannot be released", e);
        }
    }

    private static EmbeddedKafka startLocked(Path directory, DirectoryLock lock, Ports.Source portSource)
            throws IOException {
        Path logDirectory = directory.resolve("data");
        format(logDirectory);
        FAULTS.install();
        Ports ports = Ports.lastOr(directory, portSource);
        for (int attempt = 1; ; attempt++) {
            try {
                KafkaRaftServer server = startServer(logDirectory, ports);
                ports.store(directory);
                EmbeddedKafka kafka = new EmbeddedKafka(lock, server, ports);
                LOG.info("Embedded Kafka listens on {}, data in {}", kafka.bootstrapServers(), directory);
                return kafka;
            } catch (EmbeddedKafkaException e) {
                if (attempt == ATTEMPTS || !isBindFailure(e)) {
                    throw e;
                }
                ports = portSource.next();
            }
        }
    }

    private static KafkaRaftServer startServer(Path logDirectory, Ports ports) {
        FAULTS.startBegins();
        try {
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(BrokerProperties.of(logDirectory, ports), false), Time.SYSTEM);
            startOrShutDown(server);
            return server;
        } catch (RuntimeException e) {
            throw new EmbeddedKafkaException("The embedded Kafka broker did not start: " + e.getMessage(), e);
        } finally {
            FAULTS.startEnds();
        }
    }

    private static void startOrShutDown(KafkaRaftServer server) {
        boolean started = false;
        try {
            server.startup();
            started = true;
        } finally {
            if (!started) {
                server.shutdown();
                server.awaitShutdown();
            }
        }
    }

    private static void format(Path logDirectory) throws IOException {
        if (Files.exists(logDirectory.resolve("meta.properties"))) {
            return;
        }
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            new Formatter()
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(logDirectory.toString())
                    .setMetadataLogDirectory(logDirectory.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setHasDynamicQuorum(false)
                    .setPrintStream(quiet)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // the method declares every exception there is
            throw new EmbeddedKafkaException("The directory " + logDirectory + " cannot be formatted", e);
        }
    }

    private static boolean isBindFailure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
