/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code control}: operators' commands to a running service. */
@Command(
        name = "control",
        description =
                "Pins, accepts and rolls back references, acknowledges incidents and mutes agents. A command takes"
                        + " effect at the next pane of its agent, and the audit says who gave it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PinCommand.class,
            ControlActions.Accept.class,
            ControlActions.RollBack.class,
            ControlActions.Unpin.class,
            ControlActions.Acknowledge.class,
            ControlActions.Mute.class,
            ControlActions.Unmute.class
        })
final class ControlCommandLine implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see leeway control --help");
    }
}
