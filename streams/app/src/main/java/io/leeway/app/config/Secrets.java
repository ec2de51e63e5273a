/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.regex.Pattern;

/** Which keys may hold secrets, judged by their names. */
final class Secrets {
    static final String HIDDEN = "[hidden]";

    // "token" but not "tokens": model.max-tokens is no secret. The bare kafka section holds secrets without naming one.
    private static final Pattern SECRET = Pattern.compile(
            "password|secret|sasl.jaas|token(?!s)|credential|keystore.key|user.info|^kafka$", Pattern.CASE_INSENSITIVE);

    // More is hidden where values are listed than where one is complained of: nobody needs to read these to set them
    // right.
    private static final Pattern KAFKA_SECRET =
            Pattern.compile("password|secret|token|jaas|key|credential|user.info", Pattern.CASE_INSENSITIVE);
    // a secret inside a value, whatever its name: a login module's options, or a URL with a user
    private static final Pattern INSIDE =
            Pattern.compile("(password|secret|token)\\s*=|://[^/\\s]*@", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Whether a property of Kafka may hold a secret. */
    static boolean isSecret(String property, String value) {
        return KAFKA_SECRET.matcher(property).find() || INSIDE.matcher(value).find();
    }

    static String hideIfSecret(String key, String value) {
        return !value.isEmpty() && SECRET.matcher(key).find() ? HIDDEN : value;
    }
}
