/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.LiveSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What is made anew for each version of the configuration, and kept for the newest used ones. Not thread-safe. */
public final class ByVersion<T> {

    /** Streams that are behind are still in earlier versions. */
    private static final int KEPT = 16;

    private static final float LOAD_FACTOR = 0.75f;

    private final Function<LiveSettings, T> make;
    private final Map<String, T> made = new LinkedHashMap<>(KEPT, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    };

    /** Makes it when it is first asked for. */
    public ByVersion(Function<LiveSettings, T> make) {
        this.make = make;
    }

    /** What belongs to these settings. */
    public T of(LiveSettings settings) {
        return made.computeIfAbsent(settings.version(), version -> make.apply(settings));
    }
}
