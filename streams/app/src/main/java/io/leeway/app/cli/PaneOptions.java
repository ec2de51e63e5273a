/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.AgentPattern;
import io.leeway.app.config.Durations;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneFilter;
import io.leeway.app.history.PaneTopic;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Which recorded panes are meant. */
final class PaneOptions {

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = Time.class,
            description = "only panes that begin at this event time or later, such as 2026-01-01T00:00:00Z")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "T",
            converter = Time.class,
            description = "only panes that end at this event time or earlier")
    private Instant to;

    @Option(
            names = "--agent",
            paramLabel = "GLOB",
            description = "only agents whose id matches: * stands for any characters, ? for one")
    private String agent;

    @Option(
            names = "--rolled",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "LENGTH",
            description =
                    "panes rolled up to cells of this length, 10m or 1h as a rule (default: the longer), which are kept longer")
    private String rolled;

    /**
     * The filter they make.
     *
     * @throws ParameterException if the range is none
     */
    PaneFilter filter(CommandSpec spec) {
        try {
            return new PaneFilter(from, to, agent == null ? null : AgentPattern.of(agent));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /**
     * The panes that are meant, from Kafka.
     *
     * @throws ParameterException if panes are not rolled up to the length that is asked for
     */
    PaneTopic topic(LeewayConfig config, CommandSpec spec) {
        PaneTopic.Progress progress = progress(spec.commandLine().getErr());
        if (rolled == null) {
            return PaneTopic.closed(config, filter(spec), progress);
        }
        List<Duration> cells = PaneTopic.cells(config);
        Duration longest = cells.get(cells.size() - 1);
        Duration cell = rolled.isEmpty() ? longest : Durations.parse(rolled);
        if (!cells.contains(cell)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rolled must be " + cells.stream().map(Durations::format).collect(Collectors.joining(" or "))
                            + ": " + rolled);
        }
        return PaneTopic.rolled(config, cell, filter(spec), progress);
    }

    /** Tells what was left out of the last reading of a topic. */
    static void tellLeftOut(PaneTopic topic, CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        if (topic.leftOut() > 0) {
            err.println(topic.leftOut() + " panes left out: their inputs were processed again later");
        }
        if (topic.unreadable() > 0) {
            err.println(topic.unreadable() + " records left out: they are no panes");
        }
        err.flush();
    }

    /** One line that is written over and over, and only where somebody looks at it. */
    private static PaneTopic.Progress progress(PrintWriter err) {
        if (!Ansi.AUTO.enabled()) {
            return (read, all) -> {};
        }
        return (read, all) -> {
            err.print("\rreading " + read + "/" + all + (read == all ? "\n" : ""));
            err.flush();
        };
    }

    /** Reads a time. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' must be an event time such as 2026-01-01T08:00:00Z");
            }
        }
    }
}
