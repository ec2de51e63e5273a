/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** A message with {@code text} for notifications and {@code blocks} for the channel, as Slack's incoming webhooks take. */
final class SlackForm implements Form {

    // Slack refuses messages with longer texts as a whole.
    private static final int HEADER = 150;
    private static final int SECTION = 3000;
    private static final int MOVED = 5;
    private static final int TRACES = 3;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Optional<String> link;

    SlackForm(Optional<String> link) {
        this.link = link;
    }

    @Override
    public Payload payload(TopicPartition partition, Delivery delivery) {
        DriftAlert alert = delivery.alert();
        String transition = alert.getTransition().name().toLowerCase(Locale.ROOT);
        ObjectNode message = NODES.objectNode();
        message.put(
                "text",
                Words.cut(
                        escaped("[" + transition + "] " + Words.kind(alert) + " of " + Words.agent(alert) + ": "
                                + alert.getSummary()),
                        SECTION));
        ArrayNode blocks = message.putArray("blocks");
        ObjectNode header = blocks.addObject().put("type", "header").putObject("text");
        header.put("type", "plain_text");
        header.put(
                "text",
                Words.cut(
                        transition.substring(0, 1).toUpperCase(Locale.ROOT) + transition.substring(1) + ": "
                                + Words.kind(alert) + " of " + Words.agent(alert),
                        HEADER));
        section(blocks, escaped(alert.getSummary()));
        fields(blocks, alert);
        if (alert.getTransition() != AlertTransition.RESOLVED
                && !alert.getMovedFeatures().isEmpty()) {
            section(
                    blocks,
                    alert.getMovedFeatures().stream()
                            .limit(MOVED)
                            .map(moved -> "• *" + escaped(moved.getFeature()) + "* " + escaped(moved.getDescription()))
                            .collect(Collectors.joining("\n")));
        }
        Words.link(link, alert).ifPresent(url -> section(blocks, "<" + escaped(url) + "|Open the alert>"));
        ObjectNode context = blocks.addObject().put("type", "context");
        mrkdwn(context.putArray("elements").addObject(), context(alert));
        return Payload.of("application/json", message, delivery);
    }

    private static void fields(ArrayNode blocks, DriftAlert alert) {
        ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
        field(fields, "Severity", alert.getSeverity().name().toLowerCase(Locale.ROOT));
        field(fields, "Family", alert.getDetectorFamily());
        field(fields, "Since", alert.getOpenedAt().toString());
        if (alert.getResolvedAt() != null) {
            field(fields, "Resolved", alert.getResolvedAt().toString());
        }
        field(fields, "Effect", Words.effect(alert));
        field(fields, "p", Words.pValue(alert));
        if (alert.getCause() != null) {
            field(fields, "Cause", alert.getCause());
        }
    }

    private static String context(DriftAlert alert) {
        String traces = alert.getExemplars().stream()
                .map(exemplar -> exemplar.getTraceId())
                .filter(trace -> trace != null)
                .limit(TRACES)
                .collect(Collectors.joining(", "));
        return escaped("alert " + alert.getAlertId() + (traces.isEmpty() ? "" : ", traces " + traces));
    }

    private static void section(ArrayNode blocks, String text) {
        mrkdwn(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    private static void field(ArrayNode fields, String name, String value) {
        ObjectNode field = fields.addObject().put("type", "mrkdwn");
        field.put("text", Words.cut("*" + name + "*\n" + escaped(value), SECTION - 1000));
    }

    private static void mrkdwn(ObjectNode node, String text) {
        node.put("type", "mrkdwn").put("text", Words.cut(text, SECTION));
    }

    /** The three characters that Slack's markup takes for its own. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
