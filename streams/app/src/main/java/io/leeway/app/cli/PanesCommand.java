/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code panes}: the history of closed panes. */
@Command(
        name = "panes",
        description = "Lists and exports the history of closed panes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PanesListCommand.class, PanesExportCommand.class})
final class PanesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see leeway panes --help");
    }
}
