/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.page.Markup;
import io.leeway.app.page.Page;
import java.time.Duration;
import java.util.Optional;

/** The result as one page that needs nothing else. */
public final class BacktestHtml {

    private final Page sheet = new Page("What would have been alerted on");
    private final Markup page = sheet.markup();
    private final BacktestResult result;

    private BacktestHtml(BacktestResult result) {
        this.result = result;
    }

    /** The result as a page. */
    public static String of(BacktestResult result) {
        return new BacktestHtml(result).whole();
    }

    private String whole() {
        sheet.about(BacktestText.about(result));
        totals();
        result.candidate().agents().values().forEach(this::agent);
        return sheet.end();
    }

    private void totals() {
        page.element("h2", "All agents");
        sheet.table(
                "",
                "alerts",
                "incidents seen",
                "of",
                "median delay",
                "clean stretches quiet",
                "of",
                "false alarms",
                "between them");
        result.candidates().forEach(one -> row(one.name(), Integer.toString(one.alerts()), one.score()));
        if (!result.marks().isEmpty()) {
            row("always fires", "", result.baseline(true));
            row("never fires", "", result.baseline(false));
        }
        sheet.endTable();
        sheet.about(
                "An alert that opens in a clean stretch is a false alarm; an incident is seen by the first alert that"
                        + " opens in it. A configuration that always fires sees everything and is never quiet.");
    }

    private void row(String name, String alerts, MarkScore score) {
        page.open("tr").element("th", name, "scope", "row");
        sheet.number(alerts);
        sheet.number(Integer.toString(score.delays().size()));
        sheet.number(Integer.toString(score.incidents()));
        sheet.number(score.medianDelay().map(BacktestText::length).orElse("–"));
        sheet.number(Integer.toString(score.quiet()));
        sheet.number(Integer.toString(score.clean()));
        sheet.number(Integer.toString(score.falseAlarms()));
        sheet.number(score.timeBetweenFalseAlarms().map(BacktestText::length).orElse("–"));
        page.close("tr");
    }

    private void agent(AgentResult agent) {
        Optional<AgentResult> current =
                result.current().map(other -> other.agents().get(agent.agentId()));
        page.element("h2", agent.agentId(), "id", agent.agentId());
        sheet.about(agent.panes() + " panes, " + agent.events() + " events; windows "
                + String.join(", ", agent.windows()) + "; " + BacktestText.states(agent.course()));
        page.raw(HistoryPlot.of(result, agent.agentId()));
        sheet.about(
                "By how many powers of ten the strongest comparison is below its threshold; above the dashed line it is"
                        + " significant, though an alert also needs enough effect, twice in three panes. Grey: marked clean; red:"
                        + " marked as an incident. Bars: alerts while they are open, red where they are false.");
        sheet.table("", "opened", "open for", "kind", "features", "what moved", "id");
        Matched.of(agent, current).forEach(matched -> alert(matched, current.isPresent()));
        sheet.endTable();
    }

    private void alert(Matched matched, boolean compared) {
        PastAlert alert = matched.alert();
        page.open("tr");
        page.element(
                "th",
                compared ? matched.which().word() : alert.severity().name(),
                "scope",
                "row",
                "title",
                matched.other()
                        .map(other -> "the current one opened " + other.openedAt())
                        .orElse(""));
        page.element("td", alert.openedAt().toString());
        sheet.number(alert.resolvedAt()
                .map(end -> BacktestText.length(Duration.between(alert.openedAt(), end)))
                .orElse("still open"));
        page.element("td", alert.kind().name());
        page.element("td", alert.family());
        page.element(
                "td",
                alert.summary()
                        + alert.cause().map(cause -> " [" + cause + "]").orElse("")
                        + (alert.provisional() ? " (provisional: short reference)" : ""));
        page.element("td", alert.alertId()).close("tr");
    }
}
