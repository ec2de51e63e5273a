/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.detect.Novelty;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.evidence.FalseDiscoveryRate;
import io.leeway.stats.evidence.Topic;
import io.leeway.stats.evidence.Topic.Change;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.text.ClassTerms;
import io.leeway.stats.text.Fingerprint;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which topics of the reference a window has more or less of.
 *
 * <p>Topics are the centroids found in one half of the reference. The samples of the other half, which had no part in
 * them, and those of the window are each given to the nearest, or to none if they are farther than 95 % of that other half.
 * Each share is tested on both sides by {@link ShareTest} with the reference's clumping; reported are those within a false
 * discovery rate of {@value #FALSE_DISCOVERY_RATE} that changed by at least {@value #LEAST_CHANGE}, at most {@value #MOST}.
 * A sample weighs as many texts as its pane has for each of its samples. Where samples have excerpts, {@link ClassTerms} of
 * them tell each topic.
 */
final class TopicShares {

    private static final double FALSE_DISCOVERY_RATE = 0.05;
    private static final double LEAST_CHANGE = 0.01;
    private static final int MOST = 8;
    private static final int TYPICAL = 3;

    private final Novelty topics;
    private final Counted before;
    private final Counted now;

    /**
     * Counts.
     *
     * @param topics the topics of one half
     * @param otherHalf the entries of the other half
     * @param window the window's panes
     */
    TopicShares(Novelty topics, List<PaneEntry> otherHalf, List<PaneEntry> window) {
        this.topics = topics;
        this.before = new Counted(otherHalf);
        this.now = new Counted(window);
    }

    /** A text of a topic, and how far from its centre. */
    private record Placed(Exemplar exemplar, double squaredDistance) {}

    /** Samples by topic, the last place for those of none. */
    private final class Counted {

        private final int none = topics.occupancy().length;
        private final double[] weights = new double[none + 1];
        private final List<List<Placed>> members = new ArrayList<>();
        private double weight;
        private double samples;

        Counted(List<PaneEntry> entries) {
            for (int i = 0; i <= none; i++) {
                members.add(new ArrayList<>());
            }
            for (PaneEntry entry : entries) {
                List<Exemplar> texts = entry.summary().exemplars().stream()
                        .filter(exemplar -> exemplar.vector() != null)
                        .toList();
                for (Exemplar exemplar : texts) {
                    Novelty.Assignment place = topics.assign(exemplar.vector().decode());
                    int topic = place.beyond95() ? none : place.cluster();
                    double each = (double) entry.summary().presentTexts() / texts.size();
                    members.get(topic).add(new Placed(exemplar, place.squaredDistance()));
                    weights[topic] += each;
                    weight += each;
                    samples++;
                }
            }
        }

        double share(int topic) {
            return weight == 0 ? 0 : weights[topic] / weight;
        }

        List<String> excerpts(int topic) {
            return members.get(topic).stream()
                    .map(placed -> placed.exemplar().excerpt())
                    .filter(excerpt -> excerpt != null && !Fingerprint.is(excerpt))
                    .toList();
        }

        /** Those nearest to the centre; of those that have none, the farthest. */
        List<Exemplar> typical(int topic) {
            Comparator<Placed> nearest = Comparator.comparingDouble(Placed::squaredDistance);
            return members.get(topic).stream()
                    .sorted((topic == none ? nearest.reversed() : nearest)
                            .thenComparing(placed -> placed.exemplar().eventId()))
                    .limit(TYPICAL)
                    .map(Placed::exemplar)
                    .toList();
        }
    }

    /**
     * The topics that changed, the largest change first.
     *
     * @param clumping how many texts come as one, at least 1
     */
    List<Topic> changed(double clumping) {
        List<Topic> all = new ArrayList<>();
        if (before.samples == 0 || now.samples == 0) {
            return all;
        }
        ShareTest test = ShareTest.withDefaults().with(ShareTest.Side.BOTH).withInflation(1, 1, clumping);
        for (int topic = 0; topic <= now.none; topic++) {
            double shareBefore = before.share(topic);
            double shareNow = now.share(topic);
            double p = test.test(shareNow * now.samples, now.samples, shareBefore * before.samples, before.samples)
                    .pValue();
            boolean grew = shareNow > shareBefore;
            boolean none = topic == now.none;
            Change change = !grew ? Change.SHRANK : none ? Change.NEW : Change.GREW;
            all.add(new Topic(
                    change,
                    none ? Topic.NONE : topic,
                    shareBefore,
                    shareNow,
                    p,
                    grew ? now.typical(topic) : before.typical(topic),
                    List.of()));
        }
        double bound =
                FalseDiscoveryRate.bound(all.stream().mapToDouble(Topic::pValue).toArray(), FALSE_DISCOVERY_RATE);
        return named(all.stream()
                .filter(topic -> topic.pValue() <= bound && change(topic) >= LEAST_CHANGE)
                .sorted(Comparator.comparingDouble(TopicShares::change)
                        .reversed()
                        .thenComparing(Topic::cluster))
                .limit(MOST)
                .toList());
    }

    /**
     * The topics with the terms that tell each from the others. A topic is one class, before and now; what belongs to none is
     * two, for what belonged to none before is another thing than what does now.
     */
    private List<Topic> named(List<Topic> changed) {
        if (changed.isEmpty()) {
            return changed;
        }
        List<List<String>> classes = new ArrayList<>();
        for (int topic = 0; topic < now.none; topic++) {
            List<String> both = new ArrayList<>(before.excerpts(topic));
            both.addAll(now.excerpts(topic));
            classes.add(both);
        }
        classes.add(now.excerpts(now.none));
        classes.add(before.excerpts(now.none));
        ClassTerms terms = new ClassTerms(classes);
        return changed.stream()
                .map(topic -> topic.withTerms(terms.of(
                        topic.cluster() != Topic.NONE
                                ? topic.cluster()
                                : topic.change() == Change.NEW ? now.none : now.none + 1)))
                .toList();
    }

    private static double change(Topic topic) {
        return Math.abs(topic.after() - topic.before());
    }
}
