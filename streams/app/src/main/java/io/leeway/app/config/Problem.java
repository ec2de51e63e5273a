/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/**
 * One thing wrong with a configuration.
 *
 * @param key the full path of the key, for example {@code inputs[0].format}; or the file, for an error of syntax
 * @param value the offending value as written, empty when there is none; {@code [hidden]} when the key may hold a secret
 * @param rule what a value must be, as a sentence without a subject: "must be a whole number from 0 to 65535"
 * @param suggestion what to write instead, empty when nothing is near
 */
public record Problem(String key, String value, String rule, String suggestion) {

    /** Hides the value when the key names a secret, so that no caller can print one by mistake. */
    public Problem {
        value = Secrets.hideIfSecret(key, value);
    }

    /** The problem as one line for people. */
    public String message() {
        StringBuilder line = new StringBuilder(key);
        if (!value.isEmpty()) {
            line.append(" = ").append(value);
        }
        line.append(": ").append(rule);
        if (!suggestion.isEmpty()) {
            line.append("; ").append(suggestion);
        }
        return line.toString();
    }
}
