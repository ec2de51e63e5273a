/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.cli.CommandRun;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneFile;
import io.leeway.app.history.PaneForm;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.PaneSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Panes rolled up over a restart that finds its state in the changelogs alone. */
@Execution(ExecutionMode.CONCURRENT)
class RolledPanesIT {

    private static final int HALF = 35;
    private static final List<Traffic.Event> EVENTS =
            Traffic.merged(Traffic.steady("support", 2 * HALF), Traffic.steady("sales", 2 * HALF));

    @TempDir
    Path directory;

    @Test
    void shouldRollUpEveryPaneOnceAcrossARestart() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, 1)) {
            Map<String, String> settings = cluster.settings("before");
            settings.put("history.rolled", "800d");
            serve(cluster, Cluster.config(settings), embedder, EVENTS.subList(0, EVENTS.size() / 2), 2 * HALF);
            settings.put("state-dir", directory.resolve("after").toString());
            LeewayConfig config = Cluster.config(settings);
            serve(cluster, config, embedder, EVENTS.subList(EVENTS.size() / 2, EVENTS.size()), 4 * HALF);

            assertThat(retention(config, config.topics().panes())).isEqualTo("3024000000");
            assertThat(retention(config, config.topics().panesRolled())).isEqualTo("69120000000");
            List<PaneSummary> panes = exported(config, "panes.avro");
            assertThat(panes).hasSize(4 * HALF);
            List<PaneSummary> fine = exported(config, "fine.avro", "--rolled=10m");
            List<PaneSummary> coarse = exported(config, "coarse.avro", "--rolled");
            assertThat(fine).as("six complete cells of each agent").hasSize(12);
            assertThat(coarse).as("one complete hour of each agent").hasSize(2);
            assertThat(coarse).extracting(PaneSummary::getCellMillis).containsOnly(3_600_000L);
            List<PaneSummary> both = new ArrayList<>(fine);
            both.addAll(coarse);
            for (PaneSummary cell : both) {
                assertThat(cell.getDigest())
                        .as("%s at %s, %d ms", cell.getAgentId(), cell.getPaneStart(), cell.getCellMillis())
                        .isEqualTo(merged(cell, panes).digest());
            }
            assertThat(CommandRun.of("panes", "list", "--panes=" + directory.resolve("coarse.avro"))
                            .out())
                    .startsWith("panes of leeway rolled up to 1h, written by leeway 0.1.0");
            assertThat(CommandRun.of("panes", "list", "-b", servers(config), "--rolled=7m")
                            .err())
                    .startsWith("--rolled must be 10m or 1h: 7m");
        }
    }

    private static void serve(
            Cluster cluster, LeewayConfig config, Embedder embedder, List<Traffic.Event> events, int panes)
            throws InterruptedException, ExecutionException {
        cluster.keyed(events);
        try (LeewayService service = Cluster.serve(config, embedder, new SimpleMeterRegistry());
                Outputs outputs = new Outputs(config)) {
            outputs.awaitPanes(panes);
            service.close();
        }
    }

    private static String servers(LeewayConfig config) {
        return config.kafka().get("bootstrap.servers");
    }

    private List<PaneSummary> exported(LeewayConfig config, String name, String... options) throws Exception {
        Path file = directory.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("panes", "export", "-b", servers(config), "--out", file.toString()));
        arguments.addAll(List.of(options));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        List<PaneSummary> panes = new ArrayList<>();
        PaneFile.open(file).forEach(panes::add);
        return panes;
    }

    private static io.leeway.stats.sketch.PaneSummary merged(PaneSummary cell, List<PaneSummary> panes) {
        long number = cell.getPaneStart().toEpochMilli() / cell.getCellMillis();
        io.leeway.stats.sketch.PaneSummary all = new io.leeway.stats.sketch.PaneSummary();
        panes.stream()
                .filter(pane -> pane.getAgentId().equals(cell.getAgentId())
                        && pane.getPaneStart().toEpochMilli() / cell.getCellMillis() == number)
                .forEach(pane -> all.merge(PaneForm.entry(pane).summary()));
        return all;
    }

    private static String retention(LeewayConfig config, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(new HashMap<>(config.kafka()))) {
            return admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get()
                    .get("retention.ms")
                    .value();
        }
    }
}
