/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.Durations;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneForm;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.PinPreview;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code control pin}: a span that has passed becomes the reference. */
@Command(
        name = "pin",
        description = "Makes a span that has passed a new version of the pinned reference.",
        mixinStandardHelpOptions = true)
final class PinCommand extends ControlAction {

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "start of the span, such as 2026-01-01T00:00:00Z, inclusive")
    private Instant from;

    @Option(names = "--to", paramLabel = "T", description = "end of the span, exclusive (default: the newest pane)")
    private Instant to;

    @Option(names = "--last", paramLabel = "D", description = "instead of --from: how long before the end, such as 24h")
    private String last;

    @Option(
            names = "--preview",
            description =
                    "sends nothing, but prints what would be pinned, and what would be left out of it as unlike the rest,"
                            + " from the panes topic")
    private boolean preview;

    PinCommand() {
        super(CommandKind.PIN);
    }

    @Override
    void fill(ControlCommand.Builder command, Instant newest) {
        Instant end = to == null ? newest : to;
        if (end == null) {
            throw usage("nothing is known of the agent, so give --to");
        }
        if ((from == null) == (last == null)) {
            throw usage("give either --from or --last");
        }
        command.setFrom(from == null ? end.minus(Durations.parse(last)) : from).setTo(end);
    }

    @Override
    public Integer call() throws IOException {
        if (!preview) {
            return super.call();
        }
        LeewayConfig config = broker().load();
        SortedMap<Long, PaneEntry> panes = panes(config);
        Instant newest = panes.isEmpty()
                ? null
                : Instant.ofEpochMilli(panes.get(panes.lastKey()).end());
        ControlCommand.Builder command = ControlCommand.newBuilder();
        fill(command, newest);
        List<PaneEntry> inside = panes.values().stream()
                .filter(pane -> pane.start() >= command.getFrom().toEpochMilli()
                        && pane.end() <= command.getTo().toEpochMilli())
                .toList();
        try (Embedder embedder = RunCommand.open(config)) {
            KernelFeatureMap map =
                    new KernelFeatureMap(ReplayCommand.ports(embedder).featureMap());
            PinPreview seen = PinPreview.of(config.settingsFor(stream().agentId()), map, inside);
            out().println(
                            asJson()
                                    ? json(command.getFrom(), command.getTo(), seen)
                                    : text(command.getFrom(), command.getTo(), seen));
            return seen.enough() ? Exit.OK : Exit.FAILED;
        }
    }

    private SortedMap<Long, PaneEntry> panes(LeewayConfig config) {
        Topics topics = Topics.of(config);
        SortedMap<Long, PaneEntry> panes = new TreeMap<>();
        try (TopicReader reader = new TopicReader(config.kafka(), List.of(topics.panes()))) {
            while (!reader.atEnd()) {
                reader.poll(record -> {
                    if (stream().equals(topics.panes().key().deserializer().deserialize("", record.key()))) {
                        PaneSummary pane = Records.PANE_SUMMARY.decode(record.value());
                        panes.put(pane.getPaneStart().toEpochMilli(), PaneForm.entry(pane));
                    }
                });
            }
        }
        return panes;
    }

    private String text(Instant start, Instant end, PinPreview seen) {
        List<String> lines = new ArrayList<>();
        lines.add("would pin for " + stream() + ": " + start + " to " + end);
        lines.add("  " + seen.panes() + " panes, " + seen.events() + " events"
                + (seen.enough() ? "" : ": not enough for a reference"));
        for (Span span : seen.leftOut()) {
            lines.add("  left out as unlike the rest: " + Instant.ofEpochMilli(span.start()) + " to "
                    + Instant.ofEpochMilli(span.end()));
        }
        if (seen.enough() && seen.leftOut().isEmpty()) {
            lines.add("  nothing in it is unlike the rest");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String json(Instant start, Instant end, PinPreview seen) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("agentId", stream().agentId());
        json.put("cohort", stream().cohortOrNull());
        json.put("from", start.toString());
        json.put("to", end.toString());
        json.put("panes", seen.panes());
        json.put("events", seen.events());
        json.put("enough", seen.enough());
        seen.leftOut().forEach(span -> json.withArray("leftOut")
                .addObject()
                .put("from", Instant.ofEpochMilli(span.start()).toString())
                .put("to", Instant.ofEpochMilli(span.end()).toString()));
        return json.toString();
    }
}
