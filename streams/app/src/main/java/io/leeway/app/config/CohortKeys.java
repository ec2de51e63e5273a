/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import java.util.Optional;

/** The keys about cohorts, and what they mean together. */
final class CohortKeys {

    private static final int LONGEST_NAME = 256;
    private static final String NOTHING = "(nothing)";

    static final Key<String> CONTROL = Key.versioned(
            Keys.DEFAULTS + "cohorts.control",
            name(),
            MEDIUM,
            "The cohort that `canary` is compared with, both live and in the same windows. Goes with `canary`.");
    static final Key<String> CANARY = Key.versioned(
            Keys.DEFAULTS + "cohorts.canary",
            name(),
            MEDIUM,
            "The cohort that should be sent what `control` is sent. Goes with `control`.");
    static final Key<String> BY = Key.versioned(
            Keys.DEFAULTS + "cohorts.by",
            name(),
            LOW,
            "A category whose value is the cohort of events that have none. It is then no feature.");
    static final Key<Integer> AT_MOST = Key.versioned(
            Keys.DEFAULTS + "cohorts.at-most",
            ScalarTypes.integer(2, 10_000),
            "20",
            LOW,
            "How many cohorts of one agent are monitored: those that came first, and `control` and `canary` in any case. "
                    + "Panes of others are counted and left out.");

    static final Key<Boolean> MIX = Key.versioned(
            Keys.DEFAULTS + "cohorts.mix",
            ScalarTypes.bool(),
            "false",
            LOW,
            "Whether it is watched how an agent's events are divided among its cohorts. Needs `features.categories`.");

    private CohortKeys() {}

    private static ValueType<String> name() {
        return ScalarTypes.text(
                "name",
                "must be a name of 1 to " + LONGEST_NAME + " characters",
                name -> !name.isBlank() && name.length() <= LONGEST_NAME);
    }

    static CohortSettings of(Values values) {
        Optional<CohortSettings.Pair> pair = values.get(CONTROL)
                .flatMap(control -> values.get(CANARY).map(canary -> new CohortSettings.Pair(control, canary)));
        return new CohortSettings(pair, values.get(BY), values.require(AT_MOST), values.require(MIX));
    }

    /**
     * Both cohorts of a comparison are needed, and they are two.
     *
     * @param prefix where the scope stands, for problems
     * @param own what the scope itself says
     * @param effective the same over everything inherited
     */
    static void check(String prefix, Values own, Values effective, Problems problems) {
        Optional<String> control = effective.get(CONTROL);
        Optional<String> canary = effective.get(CANARY);
        boolean concerned = own.get(CONTROL).isPresent() || own.get(CANARY).isPresent();
        if (!concerned) {
            return;
        }
        if (control.isEmpty()) {
            problems.add(
                    prefix + "cohorts.control", NOTHING, "is missing", "name the cohort that canary is compared with");
        } else if (canary.isEmpty()) {
            problems.add(
                    prefix + "cohorts.canary", NOTHING, "is missing", "name the cohort that is compared with control");
        } else if (control.equals(canary)) {
            problems.add(prefix + "cohorts.canary", canary.get(), "must differ from control, which is the same cohort");
        }
    }
}
