/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.Durations;
import io.leeway.app.history.PaneFile;
import io.leeway.app.history.PaneFileHeader;
import io.leeway.app.history.PaneList;
import io.leeway.app.history.PaneList.Row;
import io.leeway.app.history.PaneTopic;
import io.leeway.app.topic.StreamKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panes list}: what there is. */
@Command(
        name = "list",
        description = "Says of each agent and cohort how many closed panes there are, and from when to when.",
        mixinStandardHelpOptions = true)
final class PanesListCommand implements Callable<Integer> {

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--panes",
            paramLabel = "FILE",
            description = "a file that panes export or replay wrote (default: the topic)")
    private Path file;

    @Mixin
    private PaneOptions panes;

    @Mixin
    private RolledOption rolled;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PaneList list = file == null ? ofTopic() : ofFile();
        PrintWriter out = spec.commandLine().getOut();
        int widest = list.rows().keySet().stream()
                .mapToInt(stream -> DigestText.name(stream).length())
                .max()
                .orElse(0);
        list.rows().forEach((stream, row) -> out.println(json ? json(stream, row) : text(stream, row, widest)));
        if (!json && list.rows().isEmpty()) {
            out.println("no panes");
        }
        out.flush();
        return Exit.OK;
    }

    private PaneList ofTopic() throws IOException {
        PaneTopic topic = rolled.topic(broker.load(), panes.filter(spec), spec);
        PaneList list = PaneList.of(topic);
        PaneOptions.tellLeftOut(topic, spec);
        return list;
    }

    private PaneList ofFile() throws IOException {
        PaneFile opened = PaneFile.open(file);
        PaneFileHeader header = opened.header();
        if (!json) {
            spec.commandLine()
                    .getOut()
                    .println("panes of " + header.applicationId()
                            + header.cell()
                                    .map(cell -> " rolled up to " + Durations.format(cell))
                                    .orElse("")
                            + ", written by " + header.createdBy());
        }
        return PaneList.of(opened.only(panes.filter(spec)));
    }

    private static String text(StreamKey stream, Row row, int widest) {
        String maps = row.featureMaps().size() == 1
                ? ""
                : "  of " + row.featureMaps().size() + " feature maps, which are not comparable";
        return String.format(
                        Locale.ROOT,
                        "%-" + widest + "s  %d panes  %s to %s  %d events  %d kB",
                        DigestText.name(stream),
                        row.panes(),
                        row.first(),
                        row.last(),
                        row.events(),
                        (row.bytes() + 999) / 1000)
                + maps;
    }

    private static String json(StreamKey stream, Row row) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("agentId", stream.agentId());
        node.put("cohort", stream.cohortOrNull());
        node.put("panes", row.panes());
        node.put("first", row.first().toString());
        node.put("last", row.last().toString());
        node.put("events", row.events());
        node.put("bytes", row.bytes());
        row.featureMaps().forEach(node.withArray("featureMaps")::add);
        return node.toString();
    }
}
