/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.BridgeSettings;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftAlerts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Version 2 of Prometheus Alertmanager's API. Alertmanager knows an alert by its labels, forgets one at its {@code endsAt}
 * and keeps nothing over its own restart; so what is open is told again and again, with an end a few reminders away.
 *
 * <p>A transition that changes a label, as an escalation does, would leave the alert with the old labels open. It is ended
 * in the same request.
 */
final class AlertmanagerForm implements Form {

    private static final int REMINDERS_MISSED = 4;
    private static final int PER_REQUEST = 64;
    private static final int EVIDENCE = 5;
    private static final String CONTENT_TYPE = "application/json";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final BridgeSettings settings;
    private final Clock clock;
    private final Map<TopicPartition, Map<String, DriftAlert>> open = new LinkedHashMap<>();

    AlertmanagerForm(BridgeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String path() {
        return "/api/v2/alerts";
    }

    @Override
    public boolean needsHistory() {
        return true;
    }

    @Override
    public Payload payload(TopicPartition partition, Delivery delivery) {
        ArrayNode alerts = NODES.arrayNode();
        DriftAlert before = openIn(partition).get(delivery.key());
        if (before != null && !labels(before).equals(labels(delivery.alert()))) {
            alerts.add(alert(before, Optional.of(delivery.alert().getUpdatedAt())));
        }
        alerts.add(alert(delivery.alert(), Optional.ofNullable(delivery.alert().getResolvedAt())));
        return Payload.of(CONTENT_TYPE, alerts, delivery);
    }

    @Override
    public void delivered(TopicPartition partition, Delivery delivery) {
        if (DriftAlerts.isResolved(delivery.alert())) {
            openIn(partition).remove(delivery.key());
        } else {
            openIn(partition).put(delivery.key(), delivery.alert());
        }
    }

    @Override
    public void ended(TopicPartition partition, String key) {
        openIn(partition).remove(key);
    }

    @Override
    public void forget(TopicPartition partition) {
        open.remove(partition);
    }

    @Override
    public List<Payload> reminders() {
        List<DriftAlert> all =
                open.values().stream().flatMap(each -> each.values().stream()).toList();
        List<Payload> payloads = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PER_REQUEST) {
            ArrayNode alerts = NODES.arrayNode();
            all.subList(from, Math.min(all.size(), from + PER_REQUEST))
                    .forEach(alert -> alerts.add(alert(alert, Optional.empty())));
            payloads.add(Payload.repeatable(CONTENT_TYPE, alerts));
        }
        return payloads;
    }

    private Map<String, DriftAlert> openIn(TopicPartition partition) {
        return open.computeIfAbsent(partition, any -> new LinkedHashMap<>());
    }

    /** Event time may be ahead of Alertmanager's clock, by which it decides what has ended; so no time is after now. */
    private ObjectNode alert(DriftAlert alert, Optional<Instant> endedAt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant start = earlier(alert.getOpenedAt(), now);
        Instant end = endedAt.map(ended -> later(start, earlier(ended, now)))
                .orElseGet(() -> now.plus(settings.resend().multipliedBy(REMINDERS_MISSED)));
        ObjectNode node = NODES.objectNode();
        ObjectNode labels = node.putObject("labels");
        labels(alert).forEach(labels::put);
        annotate(node.putObject("annotations"), alert);
        node.put("startsAt", start.toString());
        node.put("endsAt", end.toString());
        Words.link(settings.link(), alert).ifPresent(link -> node.put("generatorURL", link));
        return node;
    }

    private static Map<String, String> labels(DriftAlert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", "Leeway" + camelCase(alert.getKind().name()));
        labels.put("severity", alert.getSeverity() == AlertSeverity.WARN ? "warning" : "critical");
        labels.put("agent", alert.getAgentId());
        if (alert.getCohort() != null) {
            labels.put("cohort", alert.getCohort());
        }
        labels.put("family", alert.getDetectorFamily());
        labels.put("application", alert.getApplication());
        return labels;
    }

    private static void annotate(ObjectNode annotations, DriftAlert alert) {
        annotations.put("summary", alert.getSummary());
        annotations.put("alert_id", alert.getAlertId());
        annotations.put("effect", Words.effect(alert));
        annotations.put("p_value", Words.pValue(alert));
        annotate(
                annotations,
                "description",
                alert.getMovedFeatures().stream()
                        .limit(EVIDENCE)
                        .map(moved -> moved.getFeature() + ": " + moved.getDescription())
                        .collect(Collectors.joining("\n")));
        annotate(
                annotations,
                "traces",
                alert.getExemplars().stream()
                        .map(exemplar -> exemplar.getTraceId())
                        .filter(trace -> trace != null)
                        .limit(EVIDENCE)
                        .collect(Collectors.joining(" ")));
        annotate(annotations, "cause", alert.getCause() == null ? "" : alert.getCause());
    }

    private static void annotate(ObjectNode annotations, String name, String text) {
        if (!text.isEmpty()) {
            annotations.put(name, text);
        }
    }

    private static String camelCase(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            words.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return words.toString();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
