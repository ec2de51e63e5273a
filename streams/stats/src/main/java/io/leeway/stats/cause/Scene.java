/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import io.leeway.stats.decide.Family;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where causes are looked for: the panes that a longest window holds, what came before them, and which events show the
 * change.
 *
 * <p>Windows mix events from before and after a change. Causes are told by what the change did to all events it touched,
 * so the change is dated first ({@link Onset}, of the share of drifted events among the samples), and the panes from
 * there on are compared with the reference.
 */
public final class Scene {

    private final Family family;
    private final List<String> features;
    private final List<PaneEntry> panes;
    private final List<PaneEntry> reference;
    private final PaneSummary before;
    private final Predicate<Exemplar> drifted;
    private final Optional<Onset> onset;
    private final PaneSummary now;

    /**
     * Sets the scene.
     *
     * @param family the family whose incident opened
     * @param features the features that moved, strongest first
     * @param panes the newest panes, oldest first, at least one
     * @param reference entries of the reference, oldest first, at least one
     * @param before all entries of the reference, merged
     * @param drifted whether an event shows the change
     */
    public Scene(
            Family family,
            List<String> features,
            List<PaneEntry> panes,
            List<PaneEntry> reference,
            PaneSummary before,
            Predicate<Exemplar> drifted) {
        this.family = family;
        this.features = List.copyOf(features);
        this.panes = List.copyOf(panes);
        this.reference = List.copyOf(reference);
        this.before = before;
        this.drifted = drifted;
        this.onset = dated();
        this.now = merged(changed());
    }

    private Optional<Onset> dated() {
        long drifting = 0;
        long samples = 0;
        for (PaneEntry entry : reference) {
            for (Exemplar exemplar : entry.summary().exemplars()) {
                samples++;
                drifting += drifted.test(exemplar) ? 1 : 0;
            }
        }
        double[] hits = new double[panes.size()];
        double[] events = new double[panes.size()];
        for (int i = 0; i < hits.length; i++) {
            List<Exemplar> sample = panes.get(i).summary().exemplars();
            events[i] = sample.size();
            hits[i] = sample.stream().filter(drifted).count();
        }
        return Onset.of(hits, events, samples == 0 ? 0 : (double) drifting / samples);
    }

    private static PaneSummary merged(List<PaneEntry> entries) {
        PaneSummary total = entries.get(0).summary().withoutExemplars();
        entries.subList(1, entries.size()).forEach(entry -> total.merge(entry.summary()));
        return total;
    }

    Family family() {
        return family;
    }

    /** The features that moved, strongest first. */
    List<String> features() {
        return features;
    }

    /** Index of the first pane after the change. */
    int first() {
        return onset.map(Onset::pane).orElse(0);
    }

    /** The share of events that show the change, from its beginning on; 0 if it could not be dated. */
    public double share() {
        return onset.map(Onset::share).orElse(0.0);
    }

    List<PaneEntry> panes() {
        return panes;
    }

    /** The panes from the change on. */
    List<PaneEntry> changed() {
        return panes.subList(first(), panes.size());
    }

    List<PaneEntry> reference() {
        return reference;
    }

    /** The reference as one. */
    PaneSummary before() {
        return before;
    }

    /** The panes from the change on as one. */
    PaneSummary now() {
        return now;
    }

    boolean drifted(Exemplar exemplar) {
        return drifted.test(exemplar);
    }

    /** The samples of some panes, oldest event first. */
    static List<Exemplar> samples(List<PaneEntry> entries) {
        List<Exemplar> samples = new ArrayList<>();
        entries.forEach(entry -> samples.addAll(entry.summary().exemplars()));
        samples.sort(Comparator.comparingLong(Exemplar::occurredAt).thenComparing(Exemplar::eventId));
        return samples;
    }
}
