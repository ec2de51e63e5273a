/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.Durations;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneFilter;
import io.leeway.app.history.PaneTopic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which of the topics with panes is meant. */
final class RolledOption {

    @Option(
            names = "--rolled",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "LENGTH",
            description =
                    "panes rolled up to cells of this length, 10m or 1h as a rule (default: the longer), which are kept longer")
    private String rolled;

    /**
     * The panes that a filter lets through, from Kafka.
     *
     * @throws ParameterException if panes are not rolled up to the length that is asked for
     */
    PaneTopic topic(LeewayConfig config, PaneFilter filter, CommandSpec spec) {
        PaneTopic.Progress progress = PaneOptions.progress(spec);
        if (rolled == null) {
            return PaneTopic.closed(config, filter, progress);
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
        return PaneTopic.rolled(config, cell, filter, progress);
    }
}
