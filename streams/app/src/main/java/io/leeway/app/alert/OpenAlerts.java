/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Records;
import io.leeway.stats.decide.Family;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/** The open alerts by key, so that the record of a resolved alert still says what it was about. */
public interface OpenAlerts {

    /** {@code agent|cohort|family}: at most one alert is open for it. */
    static String key(StreamKey stream, Family family) {
        return key(stream, family.label());
    }

    /** The same for a family by its name, which may hold the name of a feature. */
    static String key(StreamKey stream, String family) {
        return stream + "|" + StreamKey.escape(family);
    }

    /** The same for the broken limits of a feature. */
    static String limitKey(StreamKey stream, String feature) {
        return key(stream, LimitAlerts.family(feature));
    }

    /** The open alert of this key, or null. */
    DriftAlert get(String key);

    /** Keeps an alert that opened. */
    void put(String key, DriftAlert alert);

    /** Forgets an alert that was resolved. */
    void remove(String key);

    /** Open alerts in a store. */
    static OpenAlerts stored(KeyValueStore<String, byte[]> store) {
        return new OpenAlerts() {
            @Override
            public DriftAlert get(String key) {
                byte[] stored = store.get(key);
                return stored == null ? null : Records.DRIFT_ALERT.decode(stored);
            }

            @Override
            public void put(String key, DriftAlert alert) {
                store.put(key, Records.DRIFT_ALERT.encode(alert));
            }

            @Override
            public void remove(String key) {
                store.delete(key);
            }
        };
    }

    /** Open alerts in memory. */
    static OpenAlerts inMemory() {
        Map<String, DriftAlert> alerts = new TreeMap<>();
        return new OpenAlerts() {
            @Override
            public DriftAlert get(String key) {
                return alerts.get(key);
            }

            @Override
            public void put(String key, DriftAlert alert) {
                alerts.put(key, alert);
            }

            @Override
            public void remove(String key) {
                alerts.remove(key);
            }
        };
    }
}
