/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.Durations;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evaluate.Interval;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Score;
import io.leeway.stats.evaluate.Tally;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalInt;

/** The measurement for programs. Numbers that are not there, or not finite, are null. */
public final class EvaluationJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EvaluationJson() {}

    /** The result as JSON, in several lines. */
    public static String of(EvaluationResult result) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode streams = root.putArray("streams");
        result.streams().forEach(stream -> streams.add(stream(stream)));
        ObjectNode totals = tally(result.totals());
        totals.set("regular", tally(result.totals(false)));
        totals.set("hard", tally(result.totals(true)));
        root.set("totals", totals);
        ObjectNode baselines = root.putObject("baselines");
        result.baselines().forEach((name, tally) -> baselines.set(name, tally(tally)));
        ArrayNode calibration = root.putArray("calibration");
        result.calibration().forEach(length -> calibration.add(calibration(length)));
        configuration(root.putObject("configuration"), result);
        ObjectNode timing = root.putObject("timing");
        timing.put("texts", result.timing().texts());
        timing.put("embedded", result.timing().embedded());
        timing.put("embeddingSeconds", result.timing().embeddingSeconds());
        timing.put("evaluationSeconds", result.timing().evaluationSeconds());
        timing.put("threads", result.timing().threads());
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode stream(StreamResult stream) {
        Score score = stream.score();
        ObjectNode node = JSON.createObjectNode();
        node.put("name", stream.scenario().name());
        node.put("verdict", stream.verdict().words());
        node.put("falseAlarms", score.falseAlarms());
        put(node, "firstAlertRow", score.firstAlertRow());
        put(node, "delay", score.delay());
        node.put("detected", score.detected());
        node.put("late", score.late());
        strings(node.putArray("detectors"), stream.detectors());
        ArrayNode states = node.putArray("states");
        for (SeenState state : stream.states()) {
            ObjectNode seen = states.addObject();
            seen.put("state", state.state().name());
            seen.put("row", state.row());
            strings(
                    seen.putArray("flags"),
                    state.flags().stream()
                            .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
        node.put("evaluations", stream.evaluations());
        node.put("outcome", stream.outcome());
        node.put("expected", stream.scenario().expected());
        node.put("drift", stream.scenario().truth().drift());
        node.put("hard", stream.scenario().truth().hard());
        put(node, "changeAt", stream.scenario().truth().changeAt());
        put(node, "deadline", stream.scenario().truth().deadline());
        node.put("stationaryEvents", stream.scenario().truth().stationaryEvents());
        node.put("tolerated", score.tolerated());
        node.put("refused", stream.refused());
        if (stream.scenario().recurrence().isPresent()) {
            node.put("resolved", stream.resolved());
            node.put("reopened", stream.reopened());
        }
        ArrayNode alerts = node.putArray("alerts");
        stream.alerts().forEach(alert -> alerts.add(alert(alert)));
        return node;
    }

    private static ObjectNode alert(RaisedAlert alert) {
        ObjectNode node = JSON.createObjectNode();
        node.put("family", alert.family());
        node.put("openedRow", alert.alarm().opened());
        if (alert.alarm().resolved() == Alarm.STILL_OPEN) {
            node.putNull("resolvedRow");
        } else {
            node.put("resolvedRow", alert.alarm().resolved());
        }
        strings(node.putArray("detectors"), alert.detectors());
        put(node, "pValue", alert.pValue());
        put(node, "effect", alert.effect());
        alert.evidence().ifPresent(evidence -> EvidenceJson.put(node, evidence));
        return node;
    }

    private static ObjectNode tally(Tally tally) {
        ObjectNode node = JSON.createObjectNode();
        node.put("driftStreams", tally.driftStreams());
        node.put("detectedInTime", tally.detectedInTime());
        node.put("detectedCleanly", tally.detectedCleanly());
        node.put("detectedByChance", tally.byChance());
        put(node, "medianDelay", tally.medianDelay().orElse(Double.NaN));
        node.put("stationaryEvents", tally.stationaryEvents());
        node.put("falseAlarms", tally.falseAlarms());
        node.put("falseAlarmsPer10k", tally.falseAlarmsPer10k());
        interval(node.putArray("detectedShare95"), tally.detectionInterval());
        interval(node.putArray("falseAlarmsPer10k95"), tally.falseAlarmInterval());
        return node;
    }

    private static ObjectNode calibration(RunLength length) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "requestedHours", length.requestedHours());
        put(node, "realisedHours", length.realisedHours());
        interval(node.putArray("realisedHours95"), length.interval());
        put(node, "hours", length.hours());
        node.put("alarms", length.alarms());
        return node;
    }

    private static void configuration(ObjectNode node, EvaluationResult result) {
        node.put("version", result.configVersion());
        node.put("reference", "pinned: the stream's own reference rows");
        node.put("expectedRunLength", Durations.format(EvaluationSettings.EXPECTED_RUN_LENGTH));
        node.put("pane", Durations.format(result.settings().pane()));
        strings(
                node.putArray("windows"),
                result.settings().windows().stream().map(EvaluationText::window).toList());
        ObjectNode model = node.putObject("model");
        model.put("name", result.model().name());
        model.put("dimension", result.model().dimension());
        model.put("maxTokens", result.model().maxTokens());
        model.put("sigmaSquared", result.model().sigmaSquared());
        model.put("canary", result.model().canary());
    }

    private static void put(ObjectNode node, String field, OptionalInt value) {
        if (value.isPresent()) {
            node.put(field, value.getAsInt());
        } else {
            node.putNull(field);
        }
    }

    private static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }

    private static void interval(ArrayNode node, Interval interval) {
        node.add(interval.low());
        if (Double.isFinite(interval.high())) {
            node.add(interval.high());
        } else {
            node.addNull();
        }
    }

    private static void strings(ArrayNode node, Collection<String> values) {
        values.forEach(node::add);
    }
}
