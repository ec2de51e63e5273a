/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import io.leeway.stats.map.KernelFeatureMap;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * A copy of a pane in which something else happened: texts, numbers or categories are replaced, and every total stays.
 *
 * <p>The result is a pane like any other: it can be stored, read and merged. What is not revised is the same bit for bit.
 *
 * <p>Not thread-safe.
 */
public final class PaneRevision {

    private final PaneSummary pane;
    private Exemplars sample;

    /** A revision of a pane, which is left as it is. */
    public PaneRevision(PaneSummary original) {
        this.pane = original.withoutExemplars();
        this.sample = original.sample().copy();
    }

    /**
     * Replaces as many texts as there are vectors: the sum loses that many times its mean and gains the vectors' features.
     *
     * @param vectors what takes their place, at most as many as there are texts
     * @param map the feature map of the pane's texts
     * @throws IncompatibleFeatureMapException if the pane's texts went through another map
     * @throws IllegalArgumentException if there are fewer texts than vectors, or the map does not accept a vector
     */
    public PaneRevision replaceTexts(List<float[]> vectors, KernelFeatureMap map) {
        if (!vectors.isEmpty()) {
            KernelSum sum = pane.text()
                    .orElseThrow(() -> new IllegalArgumentException("a pane without texts has none to replace"))
                    .copy();
            sum.removeMean(vectors.size());
            vectors.forEach(vector -> sum.add(vector, map));
            pane.replaceText(sum);
        }
        return this;
    }

    /**
     * Moves values of a number; nothing happens if the pane does not follow it.
     *
     * @param name the number's name
     * @param moving how many of a bucket's values move, between 0 and its count
     * @param to where they are then, never NaN
     */
    public PaneRevision moveNumber(String name, ToLongFunction<NumberSummary.Bucket> moving, DoubleUnaryOperator to) {
        NumberSummary before = pane.numbers().get(name);
        if (before != null) {
            pane.replaceNumber(name, before.moved(moving, to));
        }
        return this;
    }

    /**
     * Turns values of a category into another value; nothing happens if the pane does not follow it.
     *
     * <p>Where a category has more values than a pane keeps, one event keeps {@code from}.
     *
     * @param name the category's name
     * @param number how many, between 0 and the number of events with the value {@code from}
     */
    public PaneRevision swapCategory(String name, String from, String to, long number) {
        CategorySummary before = pane.categories().get(name);
        if (before != null && number > 0) {
            pane.replaceCategory(name, before.swapped(from, to, number));
        }
        return this;
    }

    /**
     * Replaces events of the sample. Another event gets an id that begins with {@code injected/}, drawn so that the sample
     * remains a uniform one when it is merged with others.
     *
     * @param other gives the event that takes the place of one, or nothing if that one stays
     */
    public PaneRevision replaceEvents(Function<Exemplar, Optional<Exemplar>> other) {
        sample = sample.replaced(other);
        return this;
    }

    /**
     * Gives events of the sample other numbers and categories; they remain the same events.
     *
     * @param other gives an account of the event with the same id
     */
    public PaneRevision replaceValues(UnaryOperator<Exemplar> other) {
        sample = sample.revised(other);
        return this;
    }

    /** The revised pane. The revision must not be used any more. */
    public PaneSummary pane() {
        pane.sample().merge(sample);
        return pane;
    }
}
