/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tests every feature by itself and fires when one p-value is below {@value #LEVEL} divided by their number
 * (Bonferroni): {@linkplain KolmogorovSmirnov Kolmogorov-Smirnov} for each component of the texts' vectors and for each
 * number, {@linkplain Homogeneity χ²} for each category. Features the reference does not have, and windows without a
 * value of a feature, are passed over.
 *
 * <p>It takes events for independent and knows nothing of being asked again and again; that is what makes it a baseline.
 * Cost: a sort of the window for each feature; the critical distance is found once for all samples of the same sizes.
 * Not thread-safe.
 */
final class FeatureByFeature implements SimpleDetector {

    private static final double LEVEL = 0.05;

    private final double[][] components;
    private final SortedMap<String, double[]> numbers = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Long>> categories = new TreeMap<>();
    private final Map<Sizes, Long> criticals = new HashMap<>();
    private final double level;

    private record Sizes(int m, int n) {}

    FeatureByFeature(Sample reference) {
        double[][] columns = columns(reference.vectors());
        for (int i = 0; i < columns.length; i++) {
            columns[i] = KolmogorovSmirnov.sorted(columns[i]);
        }
        this.components = columns;
        reference.numberNames().forEach(name -> numbers.put(name, KolmogorovSmirnov.sorted(reference.numbers(name))));
        reference.categoryNames().forEach(name -> categories.put(name, reference.categories(name)));
        this.level = LEVEL / Math.max(1, components.length + numbers.size() + categories.size());
    }

    @Override
    public boolean fires(Sample window) {
        return componentsDiffer(window) || numbersDiffer(window) || categoriesDiffer(window);
    }

    private boolean componentsDiffer(Sample window) {
        double[][] columns = columns(window.vectors());
        if (components.length == 0 || columns.length == 0) {
            return false;
        }
        // All components have the same sizes, so the largest distance has the smallest p-value.
        long largest = 0;
        for (int i = 0; i < components.length; i++) {
            largest =
                    Math.max(largest, KolmogorovSmirnov.distance(components[i], KolmogorovSmirnov.sorted(columns[i])));
        }
        return differ(largest, components[0].length, columns[0].length);
    }

    private boolean numbersDiffer(Sample window) {
        return numbers.entrySet().stream().anyMatch(entry -> {
            double[] reference = entry.getValue();
            double[] values = KolmogorovSmirnov.sorted(window.numbers(entry.getKey()));
            return values.length > 0
                    && differ(KolmogorovSmirnov.distance(reference, values), reference.length, values.length);
        });
    }

    private boolean differ(long distance, int m, int n) {
        return distance >= criticals.computeIfAbsent(new Sizes(m, n), any -> KolmogorovSmirnov.critical(level, m, n));
    }

    private boolean categoriesDiffer(Sample window) {
        return categories.entrySet().stream()
                .anyMatch(entry -> Homogeneity.pValue(entry.getValue(), window.categories(entry.getKey())) < level);
    }

    private static double[][] columns(double[][] rows) {
        if (rows.length == 0) {
            return new double[0][];
        }
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
