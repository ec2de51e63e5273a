/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.AgentPattern;
import io.leeway.app.evaluate.Progress;
import io.leeway.app.history.PaneFilter;
import io.leeway.app.history.PaneTopic;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
     * The filter without a start: what came before is needed for what comes after.
     *
     * @throws ParameterException if the range is none
     */
    PaneFilter upToEnd(CommandSpec spec) {
        PaneFilter whole = filter(spec);
        return new PaneFilter(null, whole.to(), whole.agents());
    }

    /** The start; null for none. */
    Instant from() {
        return from;
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

    /** Tells how far a topic has been read. */
    static PaneTopic.Progress progress(CommandSpec spec) {
        Progress progress = ProgressLine.on(spec);
        return (read, all) -> progress.at("reading", (int) read, (int) all);
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
