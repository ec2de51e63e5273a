/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The part of a configuration that cannot change while the service runs. */
final class FixedPart {

    private static final String NOTHING = "-";
    private static final String RULE = ": needs a restart";

    private FixedPart() {}

    /**
     * What is different and would need a restart, a line for each key: {@code http.port: 8080 -> 9090: needs a restart}. Secrets
     * are hidden. Keys that the service does not read may differ.
     */
    static List<String> changes(Effective before, Effective after) {
        List<String> changes = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            if (key.equals(Keys.KAFKA)) {
                kafka(before.config().kafka(), after.config().kafka(), changes);
            } else if (!key.live() && !key.path().startsWith(BridgeKeys.SECTION) && differs(key, before, after)) {
                changes.add(key.path() + ": " + shown(key, before) + " -> " + shown(key, after) + RULE);
            }
        }
        return changes;
    }

    private static boolean differs(Key<?> key, Effective before, Effective after) {
        Optional<?> one = before.root().get(key);
        Optional<?> other = after.root().get(key);
        return !one.equals(other) && !before.shown(key).equals(after.shown(key));
    }

    private static String shown(Key<?> key, Effective of) {
        return of.shown(key)
                .map(value -> Secrets.hideIfSecret(key.path(), value))
                .orElse(NOTHING);
    }

    private static void kafka(Map<String, String> before, Map<String, String> after, List<String> changes) {
        TreeSet<String> properties = new TreeSet<>(before.keySet());
        properties.addAll(after.keySet());
        for (String property : properties) {
            String from = before.getOrDefault(property, NOTHING);
            String to = after.getOrDefault(property, NOTHING);
            if (!from.equals(to)) {
                changes.add(Keys.KAFKA.path() + "." + property + ": " + hidden(property, from) + " -> "
                        + hidden(property, to) + RULE);
            }
        }
    }

    private static String hidden(String property, String value) {
        return !value.equals(NOTHING) && Secrets.isSecret(property, value) ? Effective.HIDDEN : value;
    }
}
