/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.window.MonitorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Incidents that the settings no longer let anybody decide on. They would stay open for ever, and keep the rolling references
 * from moving.
 */
final class Undecidable {

    private static final String UNMONITORED = "reconfigured: what had moved is no longer monitored";
    private static final String NO_REFERENCE = "reconfigured: no reference is left to compare with";

    private Undecidable() {}

    /**
     * Ends the incidents of drift none of whose features is monitored, and all of them where there is nothing to compare with.
     *
     * @param families what each family remembers; families whose incident ends are taken out
     * @param monitored what the settings ask for
     * @param comparable whether there is a reference
     * @param governor is told why
     */
    static List<Decision> end(
            Map<Family, FamilyState> families,
            MonitorSettings.Features monitored,
            boolean comparable,
            Governor governor) {
        List<Decision> ended = new ArrayList<>();
        families.forEach((family, state) -> {
            // Incidents of embedding are of no test and no reference, and end by themselves.
            if (state.incident() != null && family != Family.EMBEDDING) {
                boolean unmonitored =
                        state.incident().told().features().stream().noneMatch(monitored::includes);
                if (unmonitored || !comparable) {
                    ended.add(Decision.abandoned(family, state.incident()));
                    governor.reconfigured(family, unmonitored ? UNMONITORED : NO_REFERENCE);
                }
            }
        });
        ended.forEach(decision -> families.remove(decision.family()));
        return ended;
    }
}
