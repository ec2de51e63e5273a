/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Maps a row of numbers and categories to a vector whose mean moves when the dependence between features changes, even if
 * no single feature does.
 *
 * <pre>
 * x    = normal scores of the numbers, indicators of missing numbers, cells of the categories
 * z(x) = {@value FeatureMapId#STANDARD_FEATURES} random features of the Gaussian kernel, σ² = {@value #BANDWIDTH} · 2(E‖x‖² − ‖E x‖²)
 * r(x) = (z(x) − Bᵀu(x)) / scale
 * </pre>
 *
 * <p>u holds functions of single features only: 1, x, and the Hermite polynomials of degree 2 and 3 of each score. B is
 * the ridge regression of z on u over the reference, so r is what no sum of functions of single features explains. The
 * mean of a sum of functions of single features depends on the marginal distributions alone: what is taken out is the
 * part of z that other detectors see, together with its noise, which is most of the noise. The scale makes
 * E‖r‖² − ‖E r‖² = 1 over the reference, which gives the effect the scale it has for maps of unit norm.
 *
 * <p>The mean is compared by {@link MeanShiftTest} with {@code withIndependentTrace(1)}. B was fitted to the rows the null
 * is estimated from, which makes them vary less than new rows do; {@link #inflation()} = (n + p)/(n − p), with p the
 * effective number of parameters, is by how much, and belongs into κ.
 *
 * <p>The choice was made on simulated tables with eight kinds of dependence and on a recorded one. Of 80 changes of
 * dependence, windows of 500 rows against 2,000 found 79 with r at the level of an alarm, 16 with z itself and 1 with z of
 * twice the σ²; unchanged windows were rejected at 4 % for a nominal 5 % in all three cases. With a reference of 500 rows
 * and 13 rows per parameter the inflation no longer sufficed (12 %), hence the limit on parameters below.
 *
 * <ul>
 *   <li>Numbers: mid-ranks in the reference, clipped to [.01, .99], through the inverse normal distribution function; ties
 *       and ±∞ need no care. A missing number (or NaN) scores 0; where {@value RowEncoder#RARE} or more of the reference
 *       miss it, an indicator says so.
 *   <li>Categories: a cell for each value of at least {@value RowEncoder#RARE} of the reference, the
 *       {@value RowEncoder#MAX_CELLS} that vary most over all categories, and one for all other values of a category. A
 *       missing category has no cell.
 *   <li>A feature of which one value, or its absence, makes up more than 99 % of the reference is left out; so are
 *       features the reference does not have.
 *   <li>Fewer than {@value #FEWEST_ROWS} rows, fewer than two features, more than one parameter for each
 *       {@value #ROWS_PER_PARAMETER} rows, or nothing left after the additive part (as with two copies of one feature):
 *       empty.
 *   <li>A change of single features moves r too where it makes known dependences look different (a number that leaves its
 *       range, say). It is a sign of a change in dependence only while the features themselves are quiet.
 *   <li>The result does not depend on the order of the reference rows.
 *   <li>Cost: O(n·q·D) to fit q terms, O(q·D) per row; not thread-safe, as {@link KernelFeatureMap}.
 * </ul>
 *
 * <p>References: A. Gretton et al. (2007), A kernel statistical test of independence, NIPS 20, for dependence through
 * kernels; W. Hoeffding (1948), A class of statistics with asymptotically normal distribution, Ann. Math. Statist. 19,
 * doi:10.1214/aoms/1177730196, for the decomposition into functions of single variables and a rest; H. Akaike (1970),
 * Statistical predictor identification, Ann. Inst. Statist. Math. 22, doi:10.1007/BF02506337, for the inflation.
 */
public final class JointMap {
    static final int FEWEST_ROWS = 200;
    static final int ROWS_PER_PARAMETER = 20;

    private static final double BANDWIDTH = 0.5;
    private static final double NOTHING_LEFT = 1e-6;
    private static final String NAME = "joint";

    private final RowEncoder encoder;
    private final KernelFeatureMap kernel;
    private final AdditivePart additive;
    private final double inflation;
    private final double factor;

    private JointMap(
            RowEncoder encoder, KernelFeatureMap kernel, AdditivePart additive, double inflation, double factor) {
        this.encoder = encoder;
        this.kernel = kernel;
        this.additive = additive;
        this.inflation = inflation;
        this.factor = factor;
    }

    /**
     * One event's features.
     *
     * @param numbers numbers by name; NaN counts as missing
     * @param categories categories by name
     */
    public record Row(SortedMap<String, Double> numbers, SortedMap<String, String> categories) {
        /** Refuses null. */
        public Row {
            Objects.requireNonNull(numbers, "numbers");
            Objects.requireNonNull(categories, "categories");
        }
    }

    /**
     * Fits to the rows of a reference.
     *
     * @param reference rows in any order
     * @return empty if the rows are too few, or say nothing about dependence
     */
    public static Optional<JointMap> fit(List<Row> reference) {
        int n = reference.size();
        if (n < FEWEST_ROWS) {
            return Optional.empty();
        }
        RowEncoder encoder = new RowEncoder(reference);
        if (encoder.features() < 2) {
            return Optional.empty();
        }
        KernelFeatureMap kernel = new KernelFeatureMap(
                FeatureMapId.standard(NAME, "", encoder.dimension(), BANDWIDTH * 2 * encoder.trace()));
        List<double[]> terms = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        for (Row row : reference) {
            terms.add(encoder.terms(row, encoder.encode(row)));
        }
        // Sums over sorted rows have the same bits whatever the order of the rows was; the terms begin with the
        // encoding.
        terms.sort(Arrays::compare);
        for (double[] u : terms) {
            vectors.add(kernel.apply(encoder.encoded(u)));
        }
        AdditivePart additive = AdditivePart.fit(terms, vectors);
        double p = additive.parameters();
        if (p * ROWS_PER_PARAMETER > n) {
            return Optional.empty();
        }
        for (int i = 0; i < n; i++) {
            additive.removeFrom(vectors.get(i), terms.get(i));
        }
        double trace = trace(vectors);
        return trace <= NOTHING_LEFT
                ? Optional.empty()
                : Optional.of(new JointMap(encoder, kernel, additive, (n + p) / (n - p), 1 / StrictMath.sqrt(trace)));
    }

    /** Length of a mapped row, D. */
    public int dimension() {
        return kernel.id().features();
    }

    /** By how much new rows vary more than those of the reference, at least 1; a factor of κ. */
    public double inflation() {
        return inflation;
    }

    /**
     * r(x) of one row.
     *
     * @return a new array of D numbers; its squared length is 1 on average over the reference
     */
    public double[] apply(Row row) {
        float[] encoded = encoder.encode(row);
        double[] r = kernel.apply(encoded);
        additive.removeFrom(r, encoder.terms(row, encoded));
        for (int k = 0; k < r.length; k++) {
            r[k] *= factor;
        }
        return r;
    }

    /** E‖r‖² − ‖E r‖². */
    private static double trace(List<double[]> vectors) {
        double[] sum = new double[vectors.get(0).length];
        double squares = 0;
        for (double[] vector : vectors) {
            Vectors.add(sum, vector);
            squares += Vectors.squaredNorm(vector);
        }
        double n = vectors.size();
        return squares / n - Vectors.squaredNorm(sum) / (n * n);
    }
}
