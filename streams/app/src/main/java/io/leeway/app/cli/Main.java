/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code leeway COMMAND}. */
@Command(
        name = "leeway",
        description = "Notices when the inputs of production AI agents drift, and shows what moved.",
        mixinStandardHelpOptions = true,
        version = "leeway 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ProduceCommand.class,
            AlertsCommand.class,
            BridgeCommand.class,
            DeadLettersCommand.class,
            ControlCommandLine.class,
            StatusCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            EvaluateCommand.class,
            DigestCommand.class,
            PanesCommand.class,
            ValidateCommand.class,
            ConfigCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {

    private Main() {}

    /** Runs one command; exit codes are in {@link Exit}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Exit::report);
    }
}
