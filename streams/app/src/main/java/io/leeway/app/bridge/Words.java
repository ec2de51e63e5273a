/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.schemas.DriftAlert;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What the forms for people say of an alert. Never an excerpt: these go to places that others read. */
final class Words {

    private Words() {}

    static String agent(DriftAlert alert) {
        return alert.getCohort() == null ? alert.getAgentId() : alert.getAgentId() + " (" + alert.getCohort() + ")";
    }

    /** The kind as two or three words. */
    static String kind(DriftAlert alert) {
        return alert.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String effect(DriftAlert alert) {
        return String.format(Locale.ROOT, "%.3f (gate %.3f)", alert.getEffect(), alert.getEffectGate());
    }

    static String pValue(DriftAlert alert) {
        return String.format(Locale.ROOT, "%.1e (bound %.1e)", alert.getPValue(), alert.getThreshold());
    }

    /** Cut to so many characters, with an ellipsis where something is missing; never half a character. */
    static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 2)) ? characters - 2 : characters - 1;
        return text.substring(0, end) + "…";
    }

    /** The template with the alert's values, each encoded for a URL. */
    static Optional<String> link(Optional<String> template, DriftAlert alert) {
        return template.map(text -> text.replace("{alertId}", encoded(alert.getAlertId()))
                .replace("{agentId}", encoded(alert.getAgentId()))
                .replace("{cohort}", encoded(alert.getCohort() == null ? "" : alert.getCohort()))
                .replace("{family}", encoded(alert.getDetectorFamily())));
    }

    // A form's "+" for a blank is not understood in paths; %20 is understood everywhere.
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
