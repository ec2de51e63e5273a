/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code validate}: every problem of a configuration at once. */
@Command(
        name = "validate",
        description = "Checks a configuration and lists every problem; exit code 2 if there is one.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LeewayConfig loaded = config.load(Map.of());
        PrintWriter out = spec.commandLine().getOut();
        out.println("valid, version " + loaded.configVersion());
        Map<String, List<String>> limits = loaded.agents().limits();
        limits.forEach((pattern, all) -> {
            String agents = pattern.isEmpty() ? "all agents" : "agents " + pattern;
            if (!all.isEmpty()) {
                out.println("limits of " + agents + ":");
                all.forEach(limit -> out.println("  " + limit));
            } else if (!pattern.isEmpty()) {
                out.println("no limits of " + agents);
            }
        });
        return Exit.OK;
    }
}
