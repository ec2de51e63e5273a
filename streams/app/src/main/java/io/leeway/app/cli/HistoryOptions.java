/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneFile;
import io.leeway.app.history.PaneFileWriter;
import io.leeway.app.history.PaneRecords;
import io.leeway.app.history.PaneTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A configuration in question, and the history of panes it is tried on: a file, or what is in Kafka. */
final class HistoryOptions {

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--panes",
            paramLabel = "FILE",
            description = "a file that panes export or replay wrote (default: the topic)")
    private Path file;

    @Mixin
    private PaneOptions panes;

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one for each processor)")
    private Integer threads;

    /** A history that is at hand until it is closed. */
    interface Opened extends AutoCloseable {
        /** The configuration in question. */
        LeewayConfig config();

        /** The panes. */
        PaneRecords records();

        @Override
        void close() throws IOException;
    }

    /** Opens the history; what is in Kafka is copied to a file first, because it is read several times. */
    Opened open(CommandSpec spec) throws IOException {
        if (file != null) {
            PaneRecords records = PaneFile.open(file).only(panes.upToEnd(spec));
            return opened(broker.offline(), records, Optional.empty());
        }
        LeewayConfig config = broker.load();
        PaneTopic topic = PaneTopic.closed(config, panes.upToEnd(spec), PaneOptions.progress(spec));
        Path copy = Files.createTempFile("leeway-panes-", ".avro");
        try (PaneFileWriter writer =
                new PaneFileWriter(copy, config.applicationId(), PanesExportCommand.program(spec))) {
            writer.addAll(topic);
            PaneOptions.tellLeftOut(topic, spec);
            writer.commit();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
        return opened(config, PaneFile.open(copy), Optional.of(copy));
    }

    private static Opened opened(LeewayConfig config, PaneRecords records, Optional<Path> copy) {
        return new Opened() {
            @Override
            public LeewayConfig config() {
                return config;
            }

            @Override
            public PaneRecords records() {
                return records;
            }

            @Override
            public void close() throws IOException {
                if (copy.isPresent()) {
                    Files.deleteIfExists(copy.get());
                }
            }
        };
    }

    /** From when on results are reported; null for all. */
    Instant from() {
        return panes.from();
    }

    /** How many threads to use. */
    int threads(CommandSpec spec) {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1: " + workers);
        }
        return workers;
    }
}
