/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import java.time.Duration;

/** The keys of the history of closed panes. */
final class HistoryKeys {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    static final Key<Duration> PANES = retention(
            "panes",
            "35d",
            "How long closed panes stay in their topic, if Leeway creates it. A topic that exists stays as it is.");

    static final Key<Duration> ROLLED =
            retention("rolled", "400d", "The same for panes that were rolled up to cells of 10 minutes and an hour.");

    static final Key<String> TOPIC = Key.operational(
            "topics.panes-rolled",
            Keys.TOPIC_NAME,
            "leeway.panes-rolled",
            LOW,
            "Closed panes rolled up to cells of 10 minutes and an hour: the long history.");

    private HistoryKeys() {}

    private static Key<Duration> retention(String name, String standard, String doc) {
        return Key.operational("history." + name, ScalarTypes.duration(SHORTEST, LONGEST), standard, MEDIUM, doc);
    }

    static LeewayConfig.History of(Values values) {
        return new LeewayConfig.History(values.require(PANES), values.require(ROLLED));
    }
}
