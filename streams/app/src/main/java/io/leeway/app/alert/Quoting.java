/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.TextUse;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.text.Fingerprint;

/**
 * What alerts may quote of texts. It is said where they leave, since kept panes and open incidents may hold excerpts from a time when
 * more was allowed.
 */
public enum Quoting {
    /** Excerpts and terms. */
    TEXTS,
    /** The fingerprints that stand for texts. */
    FINGERPRINTS,
    /** Nothing. */
    NOTHING;

    /** What a configuration allows. */
    public static Quoting of(LeewayConfig.Privacy privacy) {
        if (privacy.text() == TextUse.HASH) {
            return FINGERPRINTS;
        }
        return privacy.excerpts() ? TEXTS : NOTHING;
    }

    /** The alert with no more than that. */
    DriftAlert applied(DriftAlert alert) {
        return switch (this) {
            case TEXTS -> alert;
            case FINGERPRINTS ->
                Alerts.quoting(alert, excerpt -> excerpt != null && Fingerprint.is(excerpt) ? excerpt : null);
            case NOTHING -> Alerts.quoting(alert, excerpt -> null);
        };
    }
}
