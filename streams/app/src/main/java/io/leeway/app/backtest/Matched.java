/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An alert of the candidate beside those of the current configuration.
 *
 * @param which who alerts
 * @param alert the candidate's alert, or the current one's that the candidate does not have
 * @param other the current one's that goes with the candidate's
 */
record Matched(Which which, PastAlert alert, Optional<PastAlert> other) {

    enum Which {
        /** Both configurations alert. */
        BOTH,
        /** Only the candidate does. */
        NEW,
        /** Only the current one does. */
        GONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In the order of their opening. */
    static List<Matched> of(AgentResult candidate, Optional<AgentResult> current) {
        List<PastAlert> others = current.map(AgentResult::alerts).orElse(List.of());
        List<Matched> matched = new ArrayList<>();
        for (PastAlert alert : candidate.alerts()) {
            Optional<PastAlert> other = others.stream().filter(alert::meets).findFirst();
            matched.add(new Matched(other.isPresent() ? Which.BOTH : Which.NEW, alert, other));
        }
        others.stream()
                .filter(other -> candidate.alerts().stream().noneMatch(other::meets))
                .forEach(other -> matched.add(new Matched(Which.GONE, other, Optional.empty())));
        matched.sort(Comparator.comparing(one -> one.alert().openedAt()));
        return matched;
    }
}
