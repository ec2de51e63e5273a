/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Locale;
import java.util.Optional;

/**
 * The one declaration of a configuration key.
 *
 * @param path where the key stands in the file, sections joined by dots: {@code http.port}
 * @param defaultText the value when nobody gives one, as it would be written; empty for none
 * @param importance how likely an operator has to think about it
 * @param versioned whether it is part of the configuration's version: it decides what is computed, not where or how fast
 * @param doc one or two sentences for the reference table
 */
record Key<T>(
        String path,
        ValueType<T> type,
        Optional<String> defaultText,
        Importance importance,
        boolean versioned,
        String doc) {

    /** The path of the key that says from when on a configuration is in force. */
    static final String EFFECTIVE_FROM = "effective-from";

    /** How likely an operator has to think about a key. */
    enum Importance {
        HIGH,
        MEDIUM,
        LOW
    }

    /** A key that decides what is computed. */
    static <T> Key<T> versioned(String path, ValueType<T> type, String defaultText, Importance importance, String doc) {
        return new Key<>(path, type, Optional.of(defaultText), importance, true, doc);
    }

    /** The same, with no value when nobody gives one. */
    static <T> Key<T> versioned(String path, ValueType<T> type, Importance importance, String doc) {
        return new Key<>(path, type, Optional.empty(), importance, true, doc);
    }

    /** A key that decides where or how fast something is computed, or what becomes of it. */
    static <T> Key<T> operational(
            String path, ValueType<T> type, String defaultText, Importance importance, String doc) {
        return new Key<>(path, type, Optional.of(defaultText), importance, false, doc);
    }

    /** The same, with no value when nobody gives one. */
    static <T> Key<T> operational(String path, ValueType<T> type, Importance importance, String doc) {
        return new Key<>(path, type, Optional.empty(), importance, false, doc);
    }

    /**
     * Whether a change of the key takes effect while the service runs: what agents are monitored with, and from when on. All else
     * is the same for as long as an instance runs.
     */
    boolean live() {
        boolean monitoring = path.startsWith(Keys.DEFAULTS) && !Scope.isServiceWide(this);
        return monitoring || path.equals(Keys.AGENTS.path()) || path.equals(EFFECTIVE_FROM);
    }

    /** The environment variable that overrides this key. */
    String variable() {
        return "LEEWAY_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
