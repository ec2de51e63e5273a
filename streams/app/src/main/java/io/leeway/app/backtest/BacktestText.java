/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.config.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result for a terminal. */
public final class BacktestText {

    private static final double PERCENT = 100;

    private final StringBuilder text = new StringBuilder();
    private final BacktestResult result;

    private BacktestText(BacktestResult result) {
        this.result = result;
    }

    /** The result as lines. */
    public static String of(BacktestResult result) {
        return new BacktestText(result).all();
    }

    private String all() {
        line("%s", about(result));
        for (AgentResult agent : result.candidate().agents().values()) {
            agent(agent);
        }
        line("");
        totals();
        return text.toString();
    }

    /** What was run on what. */
    static String about(BacktestResult result) {
        return String.format(
                Locale.ROOT,
                "%d agents, %d panes, reported from %s to %s: %s; %.1f s",
                result.candidate().agents().size(),
                result.panes(),
                result.from(),
                result.to(),
                result.candidates().stream()
                        .map(one -> one.name() + " is configuration " + one.configVersion())
                        .collect(Collectors.joining(", ")),
                result.seconds());
    }

    private void agent(AgentResult agent) {
        Optional<AgentResult> current =
                result.current().map(other -> other.agents().get(agent.agentId()));
        line("");
        line(
                "%s  %d panes, %d events, windows %s",
                agent.agentId(), agent.panes(), agent.events(), String.join(", ", agent.windows()));
        line("  %s", states(agent.course()));
        for (Matched matched : Matched.of(agent, current)) {
            line("  %s", row(matched, current.isPresent()));
        }
        if (agent.alerts().isEmpty()) {
            line("  no alerts%s", current.isPresent() ? " by the candidate" : "");
        }
        if (!result.marksOf(agent.agentId()).isEmpty()) {
            line("  candidate: %s", score(agent.score()));
            current.ifPresent(other -> line("  current:   %s", score(other.score())));
        }
    }

    private static String row(Matched matched, boolean compared) {
        PastAlert alert = matched.alert();
        StringBuilder row = new StringBuilder();
        if (compared) {
            row.append(String.format(Locale.ROOT, "%-7s ", matched.which().word()));
        }
        row.append(String.join(
                "  ",
                alert.openedAt().toString(),
                "open "
                        + alert.resolvedAt()
                                .map(end -> length(Duration.between(alert.openedAt(), end)))
                                .orElse("to the end"),
                alert.kind() + " " + alert.severity(),
                alert.stream().cohort().isEmpty()
                        ? alert.family()
                        : alert.family() + " of " + alert.stream().cohort(),
                alert.alertId()));
        if (alert.provisional()) {
            row.append("  (provisional: short reference)");
        }
        matched.other()
                .ifPresent(other ->
                        row.append("  (current: ").append(other.openedAt()).append(')'));
        row.append("\n      ").append(alert.summary().replace('\n', ' '));
        alert.cause().ifPresent(cause -> row.append("  [").append(cause).append(']'));
        return row.toString();
    }

    /** How long an agent was in which state. */
    static String states(Course course) {
        long all = course.states().values().stream().mapToLong(Long::longValue).sum();
        return course.states().entrySet().stream()
                .map(state -> String.format(
                        Locale.ROOT,
                        "%s %.1f %%",
                        state.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        PERCENT * state.getValue() / all))
                .collect(Collectors.joining(", "));
    }

    private void totals() {
        result.candidates()
                .forEach(one -> line(
                        "%-12s %d alerts%s",
                        one.name(), one.alerts(), result.marks().isEmpty() ? "" : "; " + score(one.score())));
        if (!result.marks().isEmpty()) {
            line("%-12s %s", "always fires", score(result.baseline(true)));
            line("%-12s %s", "never fires", score(result.baseline(false)));
        }
    }

    /** A score in words. */
    static String score(MarkScore score) {
        String seen = score.incidents() == 0
                ? "no incidents marked"
                : "incidents seen " + score.delays().size() + " of " + score.incidents() + ", median delay "
                        + score.medianDelay().map(BacktestText::length).orElse("none: most were not seen");
        String quiet = score.clean() == 0
                ? "no clean stretches marked"
                : "clean stretches quiet " + score.quiet() + " of " + score.clean() + ", " + score.falseAlarms()
                        + " false alarms in " + length(score.cleanTime());
        return seen + "; " + quiet + (score.elsewhere() > 0 ? "; " + score.elsewhere() + " alerts elsewhere" : "");
    }

    /** To the minute, which is what panes are. */
    static String length(Duration duration) {
        return duration.compareTo(Duration.ofHours(1)) < 0
                ? Durations.format(duration)
                : Durations.format(Duration.ofMinutes(Math.round(duration.toMillis() / 60_000.0)));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
