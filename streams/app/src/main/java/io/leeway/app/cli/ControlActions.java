/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that need little beside the agent. */
final class ControlActions {

    private ControlActions() {}

    /** {@code accept}. */
    @Command(
            name = "accept",
            description =
                    "The drift that is open is the new normal: every open incident of the agent is resolved, and what the"
                            + " inputs have been like since becomes a new version of the pinned reference.",
            mixinStandardHelpOptions = true)
    static final class Accept extends ControlAction {
        @Option(names = "--alert", paramLabel = "ID", description = "the incident that must be open (default: any)")
        private String alert;

        Accept() {
            super(CommandKind.ACCEPT);
        }

        @Override
        void fill(ControlCommand.Builder command, Instant newest) {
            command.setAlertId(alert);
        }
    }

    /** {@code rollback}. */
    @Command(
            name = "rollback",
            description = "Goes back to an earlier version of the pinned reference.",
            mixinStandardHelpOptions = true)
    static final class RollBack extends ControlAction {
        @Option(names = "--to", required = true, paramLabel = "K", description = "the version, 2 for pinned@2")
        private int version;

        RollBack() {
            super(CommandKind.ROLL_BACK);
        }

        @Override
        void fill(ControlCommand.Builder command, Instant newest) {
            command.setVersion(version);
        }
    }

    /** {@code unpin}. */
    @Command(
            name = "unpin",
            description = "Goes back to the references of the configuration.",
            mixinStandardHelpOptions = true)
    static final class Unpin extends ControlAction {
        Unpin() {
            super(CommandKind.UNPIN);
        }

        @Override
        void fill(ControlCommand.Builder command, Instant newest) {
            // the agent says it all
        }
    }

    /** {@code ack}. */
    @Command(
            name = "ack",
            description = "Somebody looks after the incident: its alert says so.",
            mixinStandardHelpOptions = true)
    static final class Acknowledge extends ControlAction {
        @Option(names = "--alert", paramLabel = "ID", description = "the incident (default: all that are open)")
        private String alert;

        Acknowledge() {
            super(CommandKind.ACKNOWLEDGE);
        }

        @Override
        void fill(ControlCommand.Builder command, Instant newest) {
            command.setAlertId(alert);
        }
    }

    /** {@code mute}. */
    @Command(
            name = "mute",
            description = "Tells nobody of incidents that open until a time; those still open are told of then.",
            mixinStandardHelpOptions = true)
    static final class Mute extends ControlAction {
        @Option(
                names = "--until",
                required = true,
                paramLabel = "T",
                converter = EventTime.Converter.class,
                description =
                        "an event time such as 2026-01-01T08:00:00Z, or how long from the newest pane on, such as +2h")
        private EventTime until;

        Mute() {
            super(CommandKind.MUTE);
        }

        @Override
        void fill(ControlCommand.Builder command, Instant newest) {
            command.setUntil(until.from(newest)
                    .orElseThrow(() ->
                            usage("nothing is known of the agent, so give --until a time instead of " + until.text())));
        }
    }

    /** {@code unmute}. */
    @Command(name = "unmute", description = "Tells of incidents again.", mixinStandardHelpOptions = true)
    static final class Unmute extends ControlAction {
        Unmute() {
            super(CommandKind.UNMUTE);
        }

        @Override
        void fill(ControlCommand.Builder command, Instant newest) {
            // the agent says it all
        }
    }
}
