/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.detect.JointMap.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns rows of numbers and categories into vectors: a normal score for each number, an indicator where numbers are often
 * missing, and one cell for each common value of a category.
 *
 * <p>What it does with a row depends on the set of reference rows only, not on their order. The rules are those of
 * {@link JointMap}.
 */
final class RowEncoder {
    static final int MAX_CELLS = 64;
    static final double RARE = 0.01;

    private final List<NumberColumn> numbers = new ArrayList<>();
    private final List<CategoryColumn> categories = new ArrayList<>();
    private final int rows;
    private int dimension;
    private double trace;

    RowEncoder(Collection<Row> reference) {
        this.rows = reference.size();
        TreeMap<String, List<Double>> values = new TreeMap<>();
        TreeMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
        for (Row row : reference) {
            row.numbers().forEach((name, value) -> {
                if (!value.isNaN()) {
                    values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value + 0.0);
                }
            });
            row.categories().forEach((name, value) -> counts.computeIfAbsent(name, unused -> new TreeMap<>())
                    .merge(value, 1, Integer::sum));
        }
        values.forEach((name, present) -> addNumber(
                name, present.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
        counts.values()
                .removeIf(ofOne -> nearlyConstant(
                        Collections.max(ofOne.values()),
                        ofOne.values().stream().mapToInt(Integer::intValue).sum()));
        Collection<Cell> chosen = chosenCells(counts);
        counts.forEach((name, ofOne) -> addCategory(name, ofOne, chosen));
    }

    /** Features that vary. */
    int features() {
        return numbers.size() + categories.size();
    }

    /** Length of an encoded row. */
    int dimension() {
        return dimension;
    }

    /** Length of {@link #terms}. */
    int numberOfTerms() {
        return 1 + dimension + 2 * numbers.size();
    }

    /** Trace of the covariance of the encoded reference, E‖x‖² − ‖E x‖². */
    double trace() {
        return trace;
    }

    float[] encode(Row row) {
        float[] x = new float[dimension];
        for (NumberColumn column : numbers) {
            double value = column.value(row);
            if (!Double.isNaN(value)) {
                x[column.place] = (float) column.scores.score(value);
            } else if (column.indicator) {
                x[column.place + 1] = 1;
            }
        }
        for (CategoryColumn column : categories) {
            String value = row.categories().get(column.name);
            if (value != null) {
                x[column.cells.getOrDefault(value, column.other)] = 1;
            }
        }
        return x;
    }

    /**
     * Functions of single features that an additive model is made of: 1, the encoded row, and the Hermite polynomials
     * s² − 1 and s³ − 3s of each score (0 where the number is missing).
     */
    double[] terms(Row row, float[] encoded) {
        double[] terms = new double[numberOfTerms()];
        terms[0] = 1;
        for (int i = 0; i < dimension; i++) {
            terms[1 + i] = encoded[i];
        }
        int next = 1 + dimension;
        for (NumberColumn column : numbers) {
            if (!Double.isNaN(column.value(row))) {
                double s = encoded[column.place];
                terms[next] = s * s - 1;
                terms[next + 1] = s * s * s - 3 * s;
            }
            next += 2;
        }
        return terms;
    }

    /** The encoded row that terms were made from. */
    float[] encoded(double[] terms) {
        float[] x = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            x[i] = (float) terms[1 + i];
        }
        return x;
    }

    private boolean nearlyConstant(int commonest, int present) {
        return StrictMath.max(commonest, rows - present) > (1 - RARE) * rows;
    }

    private void addNumber(String name, double[] sorted) {
        int commonest = 0;
        int run = 0;
        for (int i = 0; i < sorted.length; i++) {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
            commonest = StrictMath.max(commonest, run);
        }
        if (nearlyConstant(commonest, sorted.length)) {
            return;
        }
        NormalScores scores = new NormalScores(sorted);
        double sum = 0;
        double squares = 0;
        for (double value : sorted) {
            double score = scores.score(value);
            sum += score;
            squares += score * score;
        }
        double missing = 1 - (double) sorted.length / rows;
        boolean indicator = missing >= RARE;
        numbers.add(new NumberColumn(name, scores, dimension, indicator));
        dimension += indicator ? 2 : 1;
        trace += squares / rows - sum / rows * (sum / rows) + (indicator ? missing * (1 - missing) : 0);
    }

    /** The common values whose cells vary most, at most {@value #MAX_CELLS} over all categories. */
    private Collection<Cell> chosenCells(Map<String, SortedMap<String, Integer>> counts) {
        List<Cell> cells = new ArrayList<>();
        counts.forEach((name, ofOne) -> ofOne.forEach((value, count) -> {
            if (count >= RARE * rows) {
                cells.add(new Cell(name, value, variance(count)));
            }
        }));
        // The sort is stable, so equal variances stay in the order of names and values.
        cells.sort(Comparator.comparingDouble(Cell::variance).reversed());
        return new HashSet<>(cells.subList(0, StrictMath.min(MAX_CELLS, cells.size())));
    }

    private void addCategory(String name, SortedMap<String, Integer> counts, Collection<Cell> chosen) {
        Map<String, Integer> cells = new HashMap<>();
        int rest = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double variance = variance(entry.getValue());
            if (chosen.contains(new Cell(name, entry.getKey(), variance))) {
                cells.put(entry.getKey(), dimension++);
                trace += variance;
            } else {
                rest += entry.getValue();
            }
        }
        if (!cells.isEmpty()) {
            categories.add(new CategoryColumn(name, cells, dimension++));
            trace += variance(rest);
        }
    }

    private double variance(int count) {
        double share = (double) count / rows;
        return share * (1 - share);
    }

    private record Cell(String category, String value, double variance) {}

    private record NumberColumn(String name, NormalScores scores, int place, boolean indicator) {
        /** NaN if missing. */
        double value(Row row) {
            return row.numbers().getOrDefault(name, Double.NaN);
        }
    }

    private record CategoryColumn(String name, Map<String, Integer> cells, int other) {}
}
