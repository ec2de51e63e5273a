/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.HIGH;
import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;

/** The keys of the bridge. Part of no version: it computes nothing. */
final class BridgeKeys {
    /** What the paths of all of them begin with. */
    static final String SECTION = "bridge.";

    static final Key<List<BridgeSettings.Target>> TARGETS = Key.operational(
            "bridge.targets",
            BridgeTargets.type(),
            "{}",
            HIGH,
            "Where `leeway bridge` forwards alerts to, by a name for each target. Slack's URL is a secret and comes from a file; "
                    + "see [consumers](consumers.md#the-bridge).");
    static final Key<BridgeSettings.Start> START = Key.operational(
            "bridge.start",
            ScalarTypes.choice(BridgeSettings.Start.values()),
            "earliest",
            MEDIUM,
            "Where a target begins on a partition that it has never delivered from: with the oldest alert the topic still has, "
                    + "or with the next one.");
    static final Key<Duration> REQUEST_TIMEOUT = Key.operational(
            "bridge.request-timeout",
            ScalarTypes.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "10s",
            LOW,
            "How long one request may take.");
    static final Key<Duration> FIRST_RETRY = Key.operational(
            "bridge.retry.first",
            ScalarTypes.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
            "1s",
            LOW,
            "The pause before a request is repeated; it doubles from one time to the next, and varies at random.");
    static final Key<Duration> LONGEST_RETRY = Key.operational(
            "bridge.retry.longest",
            ScalarTypes.duration(Duration.ofMillis(10), Duration.ofHours(1)),
            "1m",
            LOW,
            "The pause that does not grow any more. A `Retry-After` of the endpoint may be longer, up to an hour.");
    static final Key<Duration> RESEND = Key.operational(
            "bridge.resend",
            ScalarTypes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "1m",
            LOW,
            "How often Alertmanager is told again of what is open. It gives up an alert it has not heard of for four times as long.");
    static final Key<String> LINK = Key.operational(
            "bridge.link",
            ScalarTypes.text(
                            "URL template",
                            "must be an http or https URL, which may contain {alertId}, {agentId}, {cohort} and {family}",
                            BridgeTargets::isLink)
                    .withSchema(Fragments.URL),
            MEDIUM,
            "Where a person finds an alert: Alertmanager's `generatorURL` and the link in Slack.");
    static final Key<Integer> PORT = Key.operational(
            "bridge.port",
            ScalarTypes.integer(0, 65535),
            "8081",
            MEDIUM,
            "The port of the bridge's health and metrics, on `http.bind`; 0 takes a free one.");

    private BridgeKeys() {}

    static BridgeSettings of(Values values) {
        return new BridgeSettings(
                values.require(TARGETS),
                values.require(START),
                values.require(REQUEST_TIMEOUT),
                values.require(FIRST_RETRY),
                values.require(LONGEST_RETRY),
                values.require(RESEND),
                values.get(LINK),
                values.require(PORT));
    }
}
