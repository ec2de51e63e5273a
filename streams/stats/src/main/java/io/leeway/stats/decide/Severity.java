/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

/**
 * How much attention an incident asks for. It goes by the size of the change: that there is one is certain to the same
 * degree for all, which is what the false-alarm budget says.
 */
public enum Severity {
    /** A change that is there and small: look when there is time. */
    WARN,
    /** A large change: look now. */
    ALERT;

    /** A change of this many gates is large. */
    private static final double LARGE = 2;

    /**
     * The severity of a change.
     *
     * @param strength its effect in units of the gate
     */
    static Severity of(double strength) {
        return strength >= LARGE ? ALERT : WARN;
    }
}
