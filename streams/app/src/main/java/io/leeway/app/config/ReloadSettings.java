/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the configuration changes while the service runs.
 *
 * @param every how often the file is looked at; zero for never
 * @param lead how far ahead of the clock the event time lies from which a change is in force
 * @param effectiveFrom that event time, where the file names one
 */
public record ReloadSettings(Duration every, Duration lead, Optional<Instant> effectiveFrom) {}
