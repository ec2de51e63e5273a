/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.HourlyMaxima;
import io.leeway.stats.decide.RunLength;
import io.leeway.stats.decide.Tested;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How rarely each detector of an agent shows its evidence when nothing has changed, for each reference. */
final class RunLengths {

    private final long pane;
    private final Map<String, SortedMap<DetectorKey, HourlyMaxima>> recorded = new TreeMap<>();
    private final Map<String, SortedMap<DetectorKey, RunLength>> fitted = new TreeMap<>();
    private final Map<String, Scope> scopes = new TreeMap<>();

    /**
     * Goes on from what was kept.
     *
     * @param paneMillis length of a pane
     * @param state what {@link #state()} said last
     */
    RunLengths(long paneMillis, Map<String, Runs> state) {
        this.pane = paneMillis;
        state.forEach((reference, runs) -> {
            SortedMap<DetectorKey, HourlyMaxima> own = new TreeMap<>();
            runs.maxima().forEach((key, kept) -> own.put(key, new HourlyMaxima(paneMillis, kept)));
            recorded.put(reference, own);
            scopes.put(reference, new Scope(runs.events(), runs.hours()));
        });
    }

    Map<String, Runs> state() {
        Map<String, Runs> state = new TreeMap<>();
        scopes.forEach((reference, scope) -> {
            SortedMap<DetectorKey, HourlyMaxima.State> own = new TreeMap<>();
            recorded.getOrDefault(reference, new TreeMap<>()).forEach((key, maxima) -> own.put(key, maxima.state()));
            state.put(reference, new Runs(scope.events(), scope.hours(), own));
        });
        return state;
    }

    /**
     * The run length of one detector as far as it is known.
     *
     * @param deff design effect of the reference, at least 1
     */
    RunLength of(String reference, DetectorKey key, double deff) {
        return fitted.computeIfAbsent(reference, name -> new TreeMap<>()).computeIfAbsent(key, detector -> {
            HourlyMaxima maxima =
                    recorded.getOrDefault(reference, new TreeMap<>()).get(detector);
            return RunLength.of(
                    maxima == null ? new double[0] : maxima.values(),
                    HourlyMaxima.panesPerHour(pane),
                    deff,
                    key.detector().evidence());
        });
    }

    /**
     * Records one evaluation.
     *
     * @param reference the reference
     * @param results its comparisons
     * @param paneEnd end of the newest pane
     * @param hours record no more than this many hours; fewer for a reference that never moves, lest it learn slow change
     */
    void record(String reference, List<Compared> results, long paneEnd, int hours) {
        SortedMap<DetectorKey, Double> largest = new TreeMap<>();
        for (Compared compared : results) {
            if (compared.result().effectiveEvents() >= Tested.LEAST_EFFECTIVE_EVENTS) {
                // Adding zero turns the −0.0 of an impossible comparison into 0.0.
                largest.merge(compared.key(), 0.0 - compared.result().logP(), Math::max);
            }
        }
        SortedMap<DetectorKey, HourlyMaxima> own = recorded.computeIfAbsent(reference, name -> new TreeMap<>());
        largest.forEach((key, y) -> {
            HourlyMaxima maxima =
                    own.computeIfAbsent(key, detector -> new HourlyMaxima(pane, HourlyMaxima.State.INITIAL));
            if (maxima.state().maxima().length < hours && maxima.observe(paneEnd, y)) {
                fitted.getOrDefault(reference, new TreeMap<>()).remove(key);
            }
        });
    }

    /** What was shown in the last {@code millis} belongs to a change. */
    void forget(long millis) {
        recorded.values().forEach(detectors -> detectors.values().forEach(maxima -> maxima.forget(millis)));
        fitted.clear();
    }

    /** The newest evaluation belongs to an open incident. */
    void skip() {
        recorded.values().forEach(detectors -> detectors.values().forEach(HourlyMaxima::skip));
    }

    /** A reference was taken anew from the start. */
    void clear(String reference) {
        recorded.remove(reference);
        fitted.remove(reference);
    }

    /**
     * A reference was calibrated. What was shown against one that held less than half as many events, or did not tell the
     * same hours apart, is not what will be shown against this one.
     */
    void calibrated(String reference, long events, int hours) {
        fitted.remove(reference);
        Scope before = scopes.get(reference);
        if (before == null || before.hours() != hours || events > 2 * before.events()) {
            if (before != null) {
                recorded.remove(reference);
            }
            scopes.put(reference, new Scope(events, hours));
        }
    }

    /** What the record of a reference is about: its events when the record began, and the hours it told apart. */
    private record Scope(long events, int hours) {}

    void clear() {
        recorded.clear();
        fitted.clear();
        scopes.clear();
    }
}
