/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.MonitorSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may change while the service runs, as it is in force for some time: what agents are monitored with.
 *
 * @param monitors the settings of an agent
 * @param cohorts what is said about the cohorts of an agent
 * @param noData after how long a silence of an agent an alert opens; empty if none does
 * @param version the version of the whole configuration that has these settings
 */
public record LiveSettings(
        Function<String, MonitorSettings> monitors,
        Function<String, CohortSettings> cohorts,
        Function<String, Optional<Duration>> noData,
        String version) {

    static LiveSettings of(AgentSettings agents, String version) {
        return new LiveSettings(agents::of, agents::cohorts, agents::noDataAfter, version);
    }

    /** Settings without silences to alert of, and of no version. */
    public static LiveSettings of(
            Function<String, MonitorSettings> monitors, Function<String, CohortSettings> cohorts) {
        return new LiveSettings(monitors, cohorts, agent -> Optional.empty(), "");
    }
}
