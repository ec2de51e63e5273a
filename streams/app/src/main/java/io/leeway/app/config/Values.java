/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Typed values by key; immutable. */
final class Values {
    private final Map<Key<?>, Object> byKey;

    private Values(Map<Key<?>, Object> byKey) {
        this.byKey = Collections.unmodifiableMap(byKey);
    }

    @SuppressWarnings("unchecked") // a key is only ever put with a value of its own type, see Builder.put
    <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable((T) byKey.get(key));
    }

    /** The value of a key that has a default. */
    <T> T require(Key<T> key) {
        return get(key).orElseThrow(() -> new IllegalStateException("no value for " + key.path()));
    }

    /** These values, replaced by the others' where they have one. References are replaced as a whole, limits by feature. */
    Values overlaidBy(Values other) {
        Map<Key<?>, Object> merged = new HashMap<>(byKey);
        if (Keys.REFERENCES.stream().anyMatch(other.byKey::containsKey)) {
            Keys.REFERENCES.forEach(merged::remove);
        }
        merged.putAll(other.byKey);
        if (get(Keys.LIMITS).isPresent() && other.get(Keys.LIMITS).isPresent()) {
            merged.put(
                    Keys.LIMITS,
                    Limits.overlaid(
                            get(Keys.LIMITS).get(), other.get(Keys.LIMITS).get()));
        }
        return new Values(merged);
    }

    /** Gathers values. */
    static final class Builder {
        private final Map<Key<?>, Object> byKey = new HashMap<>();

        <T> Builder put(Key<T> key, T value) {
            byKey.put(key, value);
            return this;
        }

        boolean has(Key<?> key) {
            return byKey.containsKey(key);
        }

        Values build() {
            return new Values(new HashMap<>(byKey));
        }
    }
}
