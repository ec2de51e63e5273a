/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Status;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Evaluation.State;
import java.util.List;

/** How an agent stands after one evaluation. */
final class Standing {

    private Standing() {}

    /**
     * The state.
     *
     * @param decisions on all families
     * @param tests all comparisons
     * @param compared whether there is a reference
     */
    static State of(List<Decision> decisions, List<Tested> tests, boolean compared) {
        if (any(decisions, Status.DRIFT)) {
            return State.DRIFT;
        }
        if (!compared) {
            return State.WARMING_UP;
        }
        if (any(decisions, Status.WARN)) {
            return State.WARN;
        }
        return tests.stream().anyMatch(Tested::telling) ? State.OK : State.TOO_FEW_EVENTS;
    }

    private static boolean any(List<Decision> decisions, Status status) {
        return decisions.stream().anyMatch(decision -> decision.status() == status);
    }
}
