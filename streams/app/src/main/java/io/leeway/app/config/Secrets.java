/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.regex.Pattern;

/** Which keys may hold secrets, judged by their names. */
final class Secrets {
    static final String HIDDEN = "[hidden]";

    // "token" but not "tokens": model.max-tokens is no secret. The bare kafka section holds secrets without naming one.
    private static final Pattern SECRET = Pattern.compile(
            "password|secret|sasl.jaas|token(?!s)|credential|keystore.key|user.info|^kafka$", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    static String hideIfSecret(String key, String value) {
        return !value.isEmpty() && SECRET.matcher(key).find() ? HIDDEN : value;
    }
}
