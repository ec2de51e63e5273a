/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static io.leeway.app.bridge.AlertSamples.later;
import static io.leeway.app.bridge.AlertSamples.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.alert.CloudEvents;
import io.leeway.app.bridge.FakeEndpoint;
import io.leeway.app.config.LeewayConfig;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An endpoint that is down for a whole incident, and a bridge that dies meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
class BridgeCrashIT {

    private static final String TOKEN = "tok-5f1e7c";
    private static final String KEY = "key-93ab20";
    private static final String HOOK = "hook-c0d1fa";

    @TempDir
    Path directory;

    @Test
    void shouldDeliverEveryTransitionOnceAndInOrderWhenTheEndpointComesBack() throws Exception {
        List<DriftAlert> support = List.of(
                opened("support", 1),
                later("support", AlertTransition.ESCALATED, 1, 10),
                later("support", AlertTransition.UPDATED, 1, 20),
                later("support", AlertTransition.RESOLVED, 1, 30));
        List<DriftAlert> sales = List.of(opened("sales", 2), later("sales", AlertTransition.RESOLVED, 2, 31));
        DriftAlert last = opened("last", 40);
        try (Cluster cluster = Cluster.start(directory, 1);
                FakeEndpoint pager = FakeEndpoint.down();
                FakeEndpoint console = FakeEndpoint.up()) {
            LeewayConfig config = cluster.config();
            cluster.createOutputs(config);
            Path log = directory.resolve("bridge.log");
            Path yaml = configuration(pager, console);
            Map<String, String> settings = cluster.settings("state");

            try (AlertTopic topic = new AlertTopic(config)) {
                try (BridgeProcess bridge = BridgeProcess.start(yaml, settings, log)) {
                    topic.write(support.get(0), sales.get(0));
                    topic.writeInVain(opened("rolled-back", 3));
                    topic.write(support.get(1));
                    Patience.until(
                            "the target that is up has 3, and the other one was tried",
                            () -> console.keys().size() >= 3
                                    && bridge.said().contains("target pager does not accept alerts"),
                            bridge::said);
                    bridge.kill();
                }
                topic.write(support.get(2));
                try (BridgeProcess bridge = BridgeProcess.start(yaml, settings, log)) {
                    Patience.until(
                            "the target that is up has 4",
                            () -> distinct(console).size() >= 4,
                            bridge::said);
                    topic.write(support.get(3), sales.get(1));
                    Patience.until(
                            "the target that is up has 6",
                            () -> distinct(console).size() >= 6,
                            bridge::said);
                    assertThat(pager.requests()).isEmpty();

                    pager.comeBack();
                    Patience.until("the other one has 6", () -> pager.keys().size() >= 6, bridge::said);
                    topic.write(last);
                    Patience.until("and the last", () -> pager.keys().size() >= 7, bridge::said);

                    assertThat(bridge.isAlive()).isTrue();
                    assertThat(bridge.stop()).as("exit code of SIGTERM").isEqualTo(128 + 15);
                    check(pager, support, sales, last);
                    assertThat(bridge.said()).doesNotContain(TOKEN, KEY, HOOK);
                }
            }
        }
    }

    private Path configuration(FakeEndpoint pager, FakeEndpoint console) throws Exception {
        Files.writeString(directory.resolve("url"), pager.url() + "/" + HOOK + "\n");
        Files.writeString(directory.resolve("token"), TOKEN + "\n");
        Files.writeString(directory.resolve("key"), KEY + "\n");
        return Files.writeString(directory.resolve("leeway.yaml"), """
                bridge:
                  targets:
                    pager: {type: webhook, url-file: %1$s/url, token-file: %1$s/token, signing-key-file: %1$s/key}
                    console: {type: webhook, url: "%2$s"}
                  retry: {first: 50ms, longest: 200ms}
                  port: 0
                """.formatted(directory, console.url()));
    }

    private static List<String> distinct(FakeEndpoint endpoint) {
        return endpoint.keys().stream().distinct().toList();
    }

    private static void check(FakeEndpoint pager, List<DriftAlert> support, List<DriftAlert> sales, DriftAlert last)
            throws Exception {
        assertThat(pager.keys()).as("once each").doesNotHaveDuplicates().hasSize(7);
        assertThat(pager.keys()).endsWith(CloudEvents.id(last));
        assertThat(subjects(pager, "support|v2|text")).isEqualTo(ids(support));
        assertThat(subjects(pager, "sales||text")).isEqualTo(ids(sales));
        for (FakeEndpoint.Request request : pager.requests()) {
            assertThat(request.path()).isEqualTo("/" + HOOK);
            assertThat(request.headers())
                    .containsEntry("Content-Type", "application/cloudevents+json")
                    .containsEntry("Authorization", "Bearer " + TOKEN);
            String[] parts = request.headers().get("X-Leeway-Signature").split(",v1=", -1);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
            mac.update((parts[0].substring(2) + ".").getBytes(UTF_8));
            assertThat(parts[1]).isEqualTo(HexFormat.of().formatHex(mac.doFinal(request.body())));
            assertThat(new String(request.body(), UTF_8)).doesNotContain("rolled-back");
        }
    }

    private static List<String> subjects(FakeEndpoint pager, String key) {
        return pager.requests().stream()
                .map(FakeEndpoint.Request::json)
                .filter(event -> event.path("subject").asText().equals(key))
                .map((JsonNode event) -> event.path("id").asText())
                .toList();
    }

    private static List<String> ids(List<DriftAlert> alerts) {
        return alerts.stream().map(CloudEvents::id).toList();
    }
}
