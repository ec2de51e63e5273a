/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.cli.CommandRun;
import io.leeway.app.config.LeewayConfig;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands from the command line through a real broker to a service that is killed in between. */
class ControlIT {

    private static final int PARTITIONS = 2;
    private static final Traffic TRAFFIC = new Traffic("support", Traffic.START, 440, 120);

    @TempDir
    Path directory;

    private final List<Traffic.Event> events = TRAFFIC.events();
    private final List<ControlCommand> given = new ArrayList<>();
    private int sent;

    @Test
    void shouldAcceptStayQuietAndReopenWhenRolledBack() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            Map<String, String> settings = cluster.settings("state");
            LeewayConfig config = Cluster.config(settings);
            cluster.createOutputs(config);
            try (Outputs outputs = new Outputs(config)) {
                try (ServiceProcess service = ServiceProcess.start(settings)) {
                    sendUntil(cluster, outputs, 180);
                    assertThat(outputs.alerts())
                            .isNotEmpty()
                            .allMatch(alert -> alert.getTransition() == AlertTransition.OPENED);
                    assertThat(status(config).path("open")).isNotEmpty();
                    order(config, "accept", "--reason=new product");
                    service.kill();
                }
                try (ServiceProcess service = ServiceProcess.start(settings)) {
                    sendUntil(cluster, outputs, 400);
                    List<DriftAlert> resolved = outputs.alerts().stream()
                            .filter(alert -> alert.getTransition() == AlertTransition.RESOLVED)
                            .toList();
                    assertThat(outputs.alerts()).hasSize(2 * resolved.size());
                    assertThat(resolved).allSatisfy(alert -> assertThat(alert.getResolution())
                            .startsWith("accepted by ana as pinned@2 from "));
                    JsonNode quiet = status(config);
                    assertThat(quiet.path("state").asText()).isEqualTo("OK");
                    assertThat(quiet.path("open")).isEmpty();
                    checkPreview(config);
                    order(config, "rollback", "--to=1");
                    assertThat(service.isAlive()).isTrue();
                    sendUntil(cluster, outputs, 440);
                    assertThat(outputs.alerts().get(outputs.alerts().size() - 1))
                            .satisfies(
                                    alert -> assertThat(alert.getTransition()).isEqualTo(AlertTransition.OPENED))
                            .satisfies(alert ->
                                    assertThat(alert.getReference().getName()).isEqualTo("pinned@1"));
                    assertThat(status(config).path("pinnedVersion").asInt()).isEqualTo(1);
                }
                assertThat(outputs.deadLetters()).isEmpty();
                assertThat(outputs.drained()).isEqualTo(Results.ofReplay(config, embedder, events, given));
            }
        }
    }

    private void sendUntil(Cluster cluster, Outputs outputs, int pane) throws Exception {
        Instant end = TRAFFIC.start().plus(Traffic.PANE.multipliedBy(pane));
        List<Traffic.Event> next = events.subList(sent, events.size()).stream()
                .filter(event -> event.at().isBefore(end))
                .toList();
        cluster.spread(next, PARTITIONS);
        sent += next.size();
        outputs.awaitPanes(pane);
    }

    private static CommandRun run(LeewayConfig config, String... arguments) {
        String bootstrap = "--bootstrap-servers=" + config.kafka().get("bootstrap.servers");
        return CommandRun.of(
                Stream.concat(Stream.of(arguments), Stream.of(bootstrap)).toArray(String[]::new));
    }

    private void order(LeewayConfig config, String action, String option) {
        CommandRun run = run(config, "control", action, "--agent=support", "--by=ana", "--json", option);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        given.add(Records.CONTROL_COMMAND.fromJson(run.out().strip()));
    }

    private static JsonNode status(LeewayConfig config) throws IOException {
        CommandRun run = run(config, "status", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out().lines().findFirst().orElseThrow());
    }

    private static void checkPreview(LeewayConfig config) {
        CommandRun preview = run(config, "control", "pin", "--agent=support", "--last=100m", "--preview");
        assertThat(preview.exit()).as(preview.err()).isZero();
        assertThat(preview.out())
                .contains(
                        "would pin for support|: 2026-01-01T05:00:00Z to 2026-01-01T06:40:00Z",
                        "100 panes, 1000 events",
                        "nothing in it is unlike the rest");
        CommandRun tooShort = run(config, "control", "pin", "--agent=support", "--last=20m", "--preview");
        assertThat(tooShort.exit()).isEqualTo(1);
        assertThat(tooShort.out()).contains("20 panes, 200 events: not enough for a reference");
    }

    /** With the embedded service a command can be waited for. */
    @Test
    void shouldSayWhatCameOfACommand() throws Exception {
        try (Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            Map<String, String> settings = cluster.settings("state");
            LeewayConfig config = Cluster.config(settings);
            cluster.createOutputs(config);
            try (ServiceProcess service = ServiceProcess.start(settings)) {
                CommandRun unknown =
                        run(config, "control", "unpin", "--agent=nobody", "--by=ana", "--wait=60s", "--json");

                assertThat(service.isAlive()).isTrue();
                assertThat(unknown.exit()).isEqualTo(1);
                assertThat(unknown.err()).contains("no report of nobody| is found");
                AuditRecord audit = Records.AUDIT_RECORD.fromJson(
                        unknown.out().lines().skip(1).findFirst().orElseThrow());
                assertThat(audit.getAction()).isEqualTo("refuse");
                assertThat(audit.getReason()).isEqualTo("no input of this agent has been seen");
            }
        }
    }
}
