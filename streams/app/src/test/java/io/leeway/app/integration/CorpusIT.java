/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.cli.CommandRun;
import io.leeway.app.config.LeewayConfig;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus by way of a real broker to a service that is killed while its incident is open. */
class CorpusIT {

    private static final int PARTITIONS = 2;
    private static final String CORPUS = "agent-corpus";
    private static final Traffic TRAFFIC = new Traffic("support", Traffic.START, 260, 120);

    @TempDir
    Path directory;

    private final List<Traffic.Event> events = TRAFFIC.events();
    private final CorpusTexts texts = new CorpusTexts("support");
    private int sent;

    @Test
    void shouldAlertOnWhatTheCorpusLacksAndResolveWhenItHasIt() throws Exception {
        try (Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            Map<String, String> settings = cluster.settings("state");
            settings.put("corpora", "[{topic: " + CORPUS + "}]");
            LeewayConfig config = Cluster.config(settings);
            cluster.createOutputs(config);
            cluster.createCompacted(CORPUS, PARTITIONS);
            produce(config, texts.before(300, null));
            try (Outputs outputs = new Outputs(config)) {
                try (ServiceProcess service = ServiceProcess.start(settings)) {
                    // Two topics have no common order: by now the service has seen all items.
                    sendUntil(cluster, 100);
                    outputs.awaitPanes(100);
                    sendUntil(cluster, 150);
                    outputs.awaitPanes(150);
                    outputs.await(
                            "an alert of coverage", () -> !coverage(outputs).isEmpty());
                    assertThat(coverage(outputs)).singleElement().satisfies(alert -> {
                        assertThat(alert.getTransition()).isEqualTo(AlertTransition.OPENED);
                        assertThat(alert.getKind()).isEqualTo(AlertKind.COVERAGE);
                    });
                    CommandRun status = run(config, "status");
                    assertThat(status.out()).contains("support  DRIFT").contains("corpus: 300 items; ");
                    service.kill();
                }
                produce(config, texts.after(300, null));
                try (ServiceProcess service = ServiceProcess.start(settings)) {
                    sendUntil(cluster, 200);
                    outputs.awaitPanes(200);
                    sendUntil(cluster, 260);
                    outputs.awaitPanes(260);
                    outputs.await("the end of the incident", () -> coverage(outputs).stream()
                            .anyMatch(alert -> alert.getResolvedAt() != null));
                    assertThat(service.isAlive()).isTrue();
                }
                List<DriftAlert> alerts = coverage(outputs);
                assertThat(alerts)
                        .extracting(DriftAlert::getAlertId)
                        .containsOnly(alerts.get(0).getAlertId());
                assertThat(alerts)
                        .filteredOn(alert -> alert.getTransition() == AlertTransition.OPENED)
                        .hasSize(1);
                assertThat(alerts.get(alerts.size() - 1)).satisfies(alert -> {
                    assertThat(alert.getTransition()).isEqualTo(AlertTransition.RESOLVED);
                    assertThat(alert.getResolution()).isEqualTo("recovered");
                });
                assertThat(outputs.deadLetters()).isEmpty();
            }
        }
    }

    private static List<DriftAlert> coverage(Outputs outputs) {
        return outputs.alerts().stream()
                .filter(alert -> alert.getDetectorFamily().equals("coverage"))
                .toList();
    }

    private void sendUntil(Cluster cluster, int pane) throws Exception {
        Instant end = TRAFFIC.start().plus(Traffic.PANE.multipliedBy(pane));
        List<Traffic.Event> next = events.subList(sent, events.size()).stream()
                .filter(event -> event.at().isBefore(end))
                .toList();
        cluster.spread(next, PARTITIONS);
        sent += next.size();
    }

    private void produce(LeewayConfig config, List<String> items) throws Exception {
        Path file = Files.write(directory.resolve("items.jsonl"), items);
        CommandRun run = run(config, "produce", "--corpus=" + file, "--topic=" + CORPUS);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(items.size() + " items sent to " + CORPUS);
    }

    private static CommandRun run(LeewayConfig config, String... arguments) {
        String bootstrap = "--bootstrap-servers=" + config.kafka().get("bootstrap.servers");
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = bootstrap;
        return CommandRun.of(all);
    }
}
