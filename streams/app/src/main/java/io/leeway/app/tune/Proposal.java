/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import io.leeway.app.backtest.Trial;
import io.leeway.app.config.Durations;
import io.leeway.app.config.WindowText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a search came to.
 *
 * @param goal what was wanted
 * @param split end of the part of the history the choice was made on
 * @param tried all choices, as they did on that part
 * @param best the choice
 * @param expected what it did on the part it was not chosen on
 * @param current what the current settings did there
 * @param eventsPerMinute the traffic of a stream, on average
 */
public record Proposal(
        Goal goal,
        Instant split,
        List<Measured> tried,
        Measured best,
        Measured expected,
        Measured current,
        double eventsPerMinute) {

    /** Copies the list. */
    public Proposal {
        tried = List.copyOf(tried);
    }

    /** Whether the traffic supports the goal. */
    public boolean met() {
        return expected.meets(goal);
    }

    /** The windows of the choice, as a configuration has them. */
    public List<String> windows() {
        return best.choice().windows().stream().map(WindowText::of).toList();
    }

    /** Its budget, as a configuration has it. */
    public String expectedRunLength() {
        return Durations.format(best.choice().expectedRunLength());
    }

    /** The result in lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "goal: %s", goal.describe());
        line(
                text,
                "%d choices tried on the history before %s; what follows is from the part after it",
                tried.size(),
                split);
        line(text, "best:    %s", best.choice().describe());
        line(text, "         %s", measured(expected));
        line(text, "current: %s", current.choice().describe());
        line(text, "         %s", measured(current));
        if (!met()) {
            refusal(text);
        }
        return text.toString();
    }

    private void refusal(StringBuilder text) {
        line(text, "The traffic does not support the goal (%.1f events a minute).", eventsPerMinute);
        if (expected.asked(goal).isEmpty()) {
            line(text, "  The change could not be tried: the agent has nothing of the kind, or is never judged.");
            return;
        }
        if (!expected.keepsQuiet(goal)) {
            line(
                    text,
                    "  %d false alarms in %s are more than such a budget leads to: the history has changes in it; mark"
                            + " its incidents (--marks), or take a longer reference.",
                    expected.falseAlarms(),
                    Durations.format(expected.watched()));
        }
        Optional<Duration> delay = expected.delay(goal);
        if (delay.isEmpty()) {
            line(
                    text,
                    "  %s is mostly not seen within %s.",
                    goal.change().describe(goal.size()),
                    Durations.format(goal.within().multipliedBy(Tuner.HORIZONS)));
        } else if (delay.get().compareTo(goal.within()) > 0) {
            line(
                    text,
                    "  %s is seen after about %s: ask for that, or send about %.1f times the events.",
                    goal.change().describe(goal.size()),
                    Durations.format(delay.get()),
                    (double) delay.get().toMillis() / goal.within().toMillis());
        }
        Optional<Trial> larger = expected.trials().stream()
                .filter(trial -> trial.median()
                        .filter(soon -> soon.compareTo(goal.within()) <= 0)
                        .isPresent())
                .findFirst();
        line(
                text,
                "  Within %s what can be seen is: %s.",
                Durations.format(goal.within()),
                larger.map(trial -> goal.change().describe(trial.size()))
                        .orElse("nothing up to "
                                + goal.change()
                                        .describe(expected.trials()
                                                .get(expected.trials().size() - 1)
                                                .size())));
    }

    private String measured(Measured one) {
        Optional<Duration> delay = one.delay(goal);
        Optional<Trial> trial = one.asked(goal);
        return String.format(
                Locale.ROOT,
                "seen %d of %d, median delay %s; %d false alarms in %s",
                trial.map(asked -> asked.delays().size()).orElse(0),
                trial.map(Trial::tried).orElse(0),
                delay.map(Durations::format).orElse("none: most were not seen"),
                one.falseAlarms(),
                Durations.format(one.watched()));
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
