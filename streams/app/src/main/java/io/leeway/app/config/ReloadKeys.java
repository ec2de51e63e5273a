/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import java.time.Duration;
import java.time.Instant;

/** The keys about changing the configuration while the service runs. */
final class ReloadKeys {

    static final Key<Duration> EVERY = Key.operational(
            "reload.every",
            ScalarTypes.durationOrOff(Duration.ofMillis(100), Duration.ofHours(1)),
            "5s",
            MEDIUM,
            "How often the configuration file is looked at for changes, see "
                    + "[operations](operations.md#changing-the-configuration-while-it-runs); `off` for never.");

    static final Key<Duration> LEAD = Key.operational(
            "reload.lead",
            ScalarTypes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "10s",
            LOW,
            "How far ahead of the clock the event time lies from which a change is in force, so that every instance knows of it "
                    + "in time. The same in all instances.");

    static final Key<Instant> EFFECTIVE_FROM = Key.operational(
            Key.EFFECTIVE_FROM,
            ScalarTypes.instant(),
            LOW,
            "The event time from which the settings of this file are in force, instead of some seconds after the change was "
                    + "seen: for planned changes, and for recorded events, whose time is not the clock's.");

    static final Key<String> TOPIC = Key.operational(
            "topics.configurations",
            Keys.TOPIC_NAME,
            "leeway.configurations",
            LOW,
            "What agents are monitored with, and from which event time on.");

    private ReloadKeys() {}

    static ReloadSettings of(Values values) {
        return new ReloadSettings(values.require(EVERY), values.require(LEAD), values.get(EFFECTIVE_FROM));
    }
}
