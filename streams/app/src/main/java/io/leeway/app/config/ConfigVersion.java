/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of what is computed: the first 12 hexadecimal digits of SHA-256 over the effective values in canonical form.
 *
 * <p>It does not depend on how a value is written ({@code 60s} or {@code 1m}), on the order of keys, on whether a default is
 * spelled out, or on keys that only say where and how fast things run (Kafka, HTTP, threads, folders). So instances on
 * different machines agree, and a replay gives its alerts the same ids.
 */
final class ConfigVersion {
    private static final int DIGITS = 12;

    private ConfigVersion() {}

    static String of(Values root, AgentSettings agents) {
        StringBuilder canonical = new StringBuilder();
        for (Key<?> key : Keys.ALL) {
            // agents follow below, in their effective order
            if (key.versioned() && !key.equals(Keys.AGENTS)) {
                append(canonical, "", key, root);
            }
        }
        for (AgentRule rule : agents.leastSpecificFirst()) {
            canonical.append("agents ").append(rule.pattern()).append('\n');
            Scope.agent(rule.pattern()).keys().values().forEach(key -> append(canonical, "  ", key, rule.values()));
        }
        byte[] hash = sha256().digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    }

    private static <T> void append(StringBuilder canonical, String indent, Key<T> key, Values values) {
        values.get(key).ifPresent(value -> canonical
                .append(indent)
                .append(key.path())
                .append('=')
                .append(key.type().canonical().apply(value))
                .append('\n'));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
