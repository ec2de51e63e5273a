/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.MonitorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each agent is monitored with: the defaults, overridden key by key by the patterns that match its id. */
public final class AgentSettings {
    private final Values defaults;
    private final List<AgentRule> rules;
    private final MonitorSettings defaultSettings;
    private final CohortSettings defaultCohorts;

    /**
     * @param defaults values for every monitoring key
     * @param inFileOrder the patterns as they stand in the file
     */
    AgentSettings(Values defaults, List<AgentRule> inFileOrder) {
        this.defaults = defaults;
        List<AgentRule> sorted = new ArrayList<>(inFileOrder);
        Collections.reverse(sorted);
        sorted.sort(AgentRule.LEAST_SPECIFIC_FIRST);
        this.rules = List.copyOf(sorted);
        this.defaultSettings = settings(defaults);
        this.defaultCohorts = CohortKeys.of(defaults);
    }

    /** The settings of agents that no pattern matches. */
    public MonitorSettings defaults() {
        return defaultSettings;
    }

    /**
     * The settings of one agent. For each key the most specific pattern that has it decides: the one with the most literal
     * characters; of equally specific ones, the first in the file. Cost: one regular expression per pattern.
     */
    public MonitorSettings of(String agentId) {
        Values values = values(agentId);
        // Asked for with every event: without a match there is nothing to make.
        return values == defaults ? defaultSettings : settings(values);
    }

    /** After how long a silence of an agent an alert opens; empty if none does. */
    public Optional<Duration> noDataAfter(String agentId) {
        return values(agentId).get(Keys.NO_DATA).filter(after -> !after.isZero());
    }

    /** What is said about the cohorts of one agent, key by key as for the rest. */
    public CohortSettings cohorts(String agentId) {
        Values values = values(agentId);
        return values == defaults ? defaultCohorts : CohortKeys.of(values);
    }

    private Values values(String agentId) {
        Values values = defaults;
        for (AgentRule rule : rules) {
            if (rule.matches(agentId)) {
                values = values.overlaidBy(rule.values());
            }
        }
        return values;
    }

    /**
     * The limits in effect, each in words: of all agents under the empty pattern, and of agents that only this pattern matches
     * under each pattern that has other ones.
     */
    public Map<String, List<String>> limits() {
        Map<String, List<String>> limits = new LinkedHashMap<>();
        List<String> shared = described(defaults);
        limits.put("", shared);
        for (AgentRule rule : rules) {
            List<String> own = described(defaults.overlaidBy(rule.values()));
            if (!own.equals(shared)) {
                limits.put(rule.pattern(), own);
            }
        }
        return limits;
    }

    private static List<String> described(Values values) {
        return Limits.of(values).stream().map(LimitTypes::describe).toList();
    }

    List<AgentRule> leastSpecificFirst() {
        return rules;
    }

    private static MonitorSettings settings(Values values) {
        return new MonitorSettings(
                        values.require(Keys.PANE),
                        values.require(Keys.GRACE),
                        values.require(Keys.WINDOWS),
                        References.of(values),
                        values.require(Keys.EXPECTED_RUN_LENGTH),
                        new MonitorSettings.Features(
                                values.require(Keys.FEATURES_TEXT),
                                values.require(Keys.FEATURES_NUMBERS),
                                values.require(Keys.FEATURES_CATEGORIES)))
                .withLimits(Limits.of(values))
                .withEffectGates(GateKeys.of(values).byName());
    }
}
