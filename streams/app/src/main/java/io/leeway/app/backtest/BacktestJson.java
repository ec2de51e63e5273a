/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** The result as JSON, for programs. Durations are in ISO-8601, times in UTC. */
public final class BacktestJson {

    private static final JsonMapper JSON = new JsonMapper();

    private BacktestJson() {}

    /** The result as one indented object. */
    public static String of(BacktestResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("from", result.from().toString());
        root.put("to", result.to().toString());
        root.put("panes", result.panes());
        root.put("seconds", result.seconds());
        ArrayNode marks = root.putArray("marks");
        for (Mark mark : result.marks()) {
            marks.addObject()
                    .put("agent", mark.agents().text())
                    .put("from", mark.from().toString())
                    .put("to", mark.to().toString())
                    .put("kind", mark.kind().word())
                    .put("note", mark.note());
        }
        ArrayNode candidates = root.putArray("configurations");
        result.candidates().forEach(candidate -> candidate(candidates.addObject(), candidate));
        if (!result.marks().isEmpty()) {
            ObjectNode baselines = root.putObject("baselines");
            score(baselines.putObject("alwaysFires"), result.baseline(true));
            score(baselines.putObject("neverFires"), result.baseline(false));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static void candidate(ObjectNode node, CandidateResult candidate) {
        node.put("name", candidate.name());
        node.put("configVersion", candidate.configVersion());
        score(node.putObject("score"), candidate.score());
        ArrayNode agents = node.putArray("agents");
        candidate.agents().values().forEach(agent -> agent(agents.addObject(), agent));
    }

    private static void agent(ObjectNode node, AgentResult agent) {
        node.put("agentId", agent.agentId());
        agent.windows().forEach(node.withArray("windows")::add);
        node.put("panes", agent.panes());
        node.put("events", agent.events());
        ObjectNode states = node.putObject("panesInState");
        agent.course()
                .states()
                .forEach((state, panes) -> states.put(state.name().toLowerCase(Locale.ROOT), panes));
        score(node.putObject("score"), agent.score());
        ArrayNode alerts = node.putArray("alerts");
        for (PastAlert alert : agent.alerts()) {
            alerts.addObject()
                    .put("alertId", alert.alertId())
                    .put("cohort", alert.stream().cohortOrNull())
                    .put("family", alert.family())
                    .put("kind", alert.kind().name())
                    .put("severity", alert.severity().name())
                    .put("provisional", alert.provisional())
                    .put("openedAt", alert.openedAt().toString())
                    .put("resolvedAt", alert.resolvedAt().map(Object::toString).orElse(null))
                    .put("cause", alert.cause().orElse(null))
                    .put("summary", alert.summary());
        }
    }

    private static void score(ObjectNode node, MarkScore score) {
        node.put("incidents", score.incidents());
        node.put("seen", score.delays().size());
        score.delays().forEach(delay -> node.withArray("delays").add(delay.toString()));
        node.put("medianDelay", score.medianDelay().map(Duration::toString).orElse(null));
        node.put("cleanStretches", score.clean());
        node.put("quiet", score.quiet());
        node.put("cleanTime", score.cleanTime().toString());
        node.put("falseAlarms", score.falseAlarms());
        node.put("alertsElsewhere", score.elsewhere());
    }
}
