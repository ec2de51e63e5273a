/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneRevision;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.QuantisedVector;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A share of an agent's texts becomes texts of another topic.
 *
 * <p>Of the n texts of a pane k ~ Binomial(n, share) are replaced. The pane's kernel sum loses k times its mean and gains the
 * features of k donors, drawn with replacement. Each text of the pane's sample is replaced by a donor with probability k/n, and
 * keeps its time, its numbers and its categories; so novelty, evidence and examples see the new topic too.
 *
 * <ul>
 *   <li>Every count stays: events, texts, redacted and missing ones, numbers, categories. So do the descriptors of texts, of
 *       which donors know nothing; a change of topic that also changes length or script is seen sooner than this one.
 *   <li>A share of 0, or a pane without texts, gives the same bytes.
 *   <li>Donors come one by one and not in conversations: the clumps of the pane's own texts stay in its sum, reduced.
 *   <li>Cost: the feature map for each of the k donors.
 * </ul>
 *
 * <p>Not thread-safe, because the feature map is not.
 */
public final class NewTopic implements Injection {

    private final KernelFeatureMap map;
    private final List<float[]> donors;
    private final double share;
    private final long seed;

    /**
     * An injection into one stream.
     *
     * @param map the feature map of the stream's texts
     * @param donors vectors of the new topic, at least one: the exemplars of other panes, or {@link MadeTopic}
     * @param share share of the texts that become of the new topic, between 0 and 1
     * @param stream names the stream
     * @param injection names the injection; another name draws other texts
     */
    public NewTopic(KernelFeatureMap map, List<float[]> donors, double share, String stream, String injection) {
        Draws.requireShare(share);
        if (donors.isEmpty()) {
            throw new IllegalArgumentException("a new topic needs at least one vector");
        }
        this.map = map;
        this.donors = List.copyOf(donors);
        this.share = share;
        this.seed = Draws.seed(stream, injection);
    }

    /** The vectors of the texts that panes keep as examples, in the order of the panes. */
    public static List<float[]> donors(List<PaneEntry> panes) {
        List<float[]> vectors = new ArrayList<>();
        for (PaneEntry pane : panes) {
            for (Exemplar exemplar : pane.summary().exemplars()) {
                if (exemplar.vector() != null) {
                    vectors.add(exemplar.vector().decode());
                }
            }
        }
        return vectors;
    }

    @Override
    public PaneSummary into(PaneEntry pane) {
        return into(pane, Draws.of(seed, pane.start()).binomial(pane.summary().presentTexts(), share));
    }

    /**
     * The pane with a given number of its texts replaced.
     *
     * @param replaced between 0 and the number of texts
     */
    public PaneSummary into(PaneEntry pane, long replaced) {
        PaneSummary before = pane.summary();
        if (replaced == 0) {
            return before.copy();
        }
        Draws draws = Draws.of(~seed, pane.start());
        List<float[]> vectors = new ArrayList<>();
        for (long i = 0; i < replaced; i++) {
            vectors.add(donors.get(draws.below(donors.size())));
        }
        double chance = (double) replaced / before.presentTexts();
        return new PaneRevision(before)
                .replaceTexts(vectors, map)
                .replaceEvents(exemplar -> Optional.of(exemplar)
                        .filter(one -> one.vector() != null && draws.happens(chance))
                        .map(one -> one.withVector(QuantisedVector.of(donors.get(draws.below(donors.size()))))))
                .pane();
    }
}
