/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.LiveSettings;

/** What is in force, by the time of events. */
@FunctionalInterface
public interface InForce {

    /**
     * The settings in force at a time. Changes lie on the borders of panes, so that they are the same for all of a pane.
     *
     * @param time event time, epoch milliseconds
     * @throws UnknownSettingsException if it cannot be found out what is in force then
     */
    LiveSettings at(long time);

    /** Settings that never change. */
    static InForce always(LiveSettings settings) {
        return time -> settings;
    }
}
