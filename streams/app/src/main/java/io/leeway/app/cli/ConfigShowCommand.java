/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leeway.app.config.Effective;
import io.leeway.app.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config show}: every value in effect, and where it came from. */
@Command(
        name = "show",
        description = "Shows the values in effect and where each came from: the file, a variable, the command line or a"
                + " default. Secrets of Kafka's properties are hidden.",
        mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--agent",
            paramLabel = "A",
            description = "what this agent is monitored with, and which pattern says so")
    private Optional<String> agent = Optional.empty();

    @Option(names = "--all", description = "keys at their defaults too")
    private boolean all;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Effective effective = config.explained();
        PrintWriter out = spec.commandLine().getOut();
        List<Setting> settings = agent.map(effective::of).orElseGet(effective::all);
        // an agent has few keys, and those at their defaults are half of the answer
        List<Setting> shown = all || agent.isPresent()
                ? settings
                : settings.stream().filter(setting -> !setting.isDefault()).toList();
        String version = effective.config().configVersion();
        if (json) {
            out.println(line(new Setting("configVersion", Optional.of(version), "computed")));
            shown.forEach(setting -> out.println(line(setting)));
            return Exit.OK;
        }
        out.println("version " + version);
        table(shown, out);
        int left = settings.size() - shown.size();
        if (left > 0) {
            out.println(left + (left == 1 ? " key is at its default" : " keys are at their defaults")
                    + "; --all shows all");
        }
        return Exit.OK;
    }

    private static String line(Setting setting) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", setting.key())
                .put("value", setting.value().orElse(null))
                .put("origin", setting.origin())
                .toString();
    }

    private static void table(List<Setting> settings, PrintWriter out) {
        List<List<String>> rows = settings.stream()
                .map(setting ->
                        List.of(cell(setting.key()), cell(setting.value().orElse("(none)")), cell(setting.origin())))
                .toList();
        int keys = width(rows, 0);
        int values = width(rows, 1);
        rows.forEach(row -> out.println(pad(row.get(0), keys) + "  " + pad(row.get(1), values) + "  " + row.get(2)));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** In one line, and without what would steer a terminal. */
    private static String cell(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
