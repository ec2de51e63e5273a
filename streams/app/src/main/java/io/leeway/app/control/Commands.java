/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.decide.Family;
import io.leeway.stats.monitor.Command;
import io.leeway.stats.monitor.Command.Action;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commands as the contract has them to commands as monitors take them. */
public final class Commands {

    private Commands() {}

    /**
     * The commands for a stream's monitor.
     *
     * @param stream the stream
     * @param settings its settings
     * @param commands checked commands about it
     * @param open its open alerts, to find the incident that is meant
     */
    public static List<Command> of(
            StreamKey stream, MonitorSettings settings, List<ControlCommand> commands, OpenAlerts open) {
        return commands.stream()
                .map(command -> new Command(
                        command.getCommandId(),
                        command.getIssuedBy(),
                        command.getIssuedAt().toEpochMilli(),
                        command.getReason(),
                        action(stream, settings, command, open)))
                .toList();
    }

    static String verb(CommandKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Action action(StreamKey stream, MonitorSettings settings, ControlCommand command, OpenAlerts open) {
        return switch (command.getKind()) {
            case PIN ->
                new Command.Pin(new Span(
                        command.getFrom().toEpochMilli(), command.getTo().toEpochMilli()));
            case UNPIN -> new Command.Unpin();
            case ROLL_BACK -> new Command.RollBack(command.getVersion());
            case MUTE -> new Command.Mute(command.getUntil().toEpochMilli());
            case UNMUTE -> new Command.Unmute();
            case ACCEPT, ACKNOWLEDGE -> aboutIncident(stream, settings, command, open);
            case UNKNOWN -> throw new IllegalArgumentException("a command of unknown kind: " + command.getCommandId());
        };
    }

    private static Action aboutIncident(
            StreamKey stream, MonitorSettings settings, ControlCommand command, OpenAlerts open) {
        boolean accept = command.getKind() == CommandKind.ACCEPT;
        if (command.getAlertId() == null) {
            return accept ? new Command.Accept(null) : new Command.Acknowledge(null);
        }
        Family family = family(stream, command.getAlertId(), open);
        if (family != null) {
            return accept ? new Command.Accept(family) : new Command.Acknowledge(family);
        }
        Optional<String> limit = limit(stream, settings, command.getAlertId(), open);
        if (limit.isPresent() && !accept) {
            return new Command.Acknowledge(null, limit.get());
        }
        return new Command.Impossible(
                verb(command.getKind()),
                "incidents",
                limit.isPresent()
                        ? "a broken limit of " + limit.get() + " is not accepted but given another bound"
                        : "no open incident is " + command.getAlertId());
    }

    private static Optional<String> limit(StreamKey stream, MonitorSettings settings, String alertId, OpenAlerts open) {
        return settings.limits().stream()
                .map(LimitSpec::feature)
                .distinct()
                .filter(feature -> {
                    DriftAlert alert = open.get(OpenAlerts.limitKey(stream, feature));
                    return alert != null && alert.getAlertId().equals(alertId);
                })
                .findFirst();
    }

    private static Family family(StreamKey stream, String alertId, OpenAlerts open) {
        for (Family family : Family.values()) {
            DriftAlert alert = open.get(OpenAlerts.key(stream, family));
            if (alert != null && alert.getAlertId().equals(alertId)) {
                return family;
            }
        }
        return null;
    }
}
