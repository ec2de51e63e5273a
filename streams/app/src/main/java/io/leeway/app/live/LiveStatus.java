/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is in force, and what is going to be.
 *
 * @param now what is in force for events of now
 * @param next what was announced for later
 * @param refusal the last change of the configuration file, if it was refused
 */
public record LiveStatus(Announced now, Optional<Announced> next, Optional<Refusal> refusal) {

    /**
     * A change that was refused.
     *
     * @param at when
     * @param reasons every problem, a line each
     */
    public record Refusal(Instant at, List<String> reasons) {}
}
