/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import io.leeway.stats.sketch.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Turns events into points of one space, fitted to a reference: the texts' vectors where there are texts; otherwise the
 * numbers, centred and divided by their standard deviation in the reference, beside 0 or 1 for each category value of the
 * reference. A missing or infinite number counts as the mean; a number that is constant in the reference is left out.
 */
final class Points {

    private final boolean texts;
    private final List<Scale> numbers = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    private record Scale(String name, double mean, double deviation) {}

    private record Value(String name, String value) {}

    Points(Sample reference) {
        this.texts = reference.vectors().length > 0;
        SortedSet<String> names = reference.numberNames();
        names.forEach(name -> addScale(name, reference.numbers(name)));
        reference
                .categoryNames()
                .forEach(name ->
                        reference.categories(name).keySet().forEach(value -> values.add(new Value(name, value))));
    }

    private void addScale(String name, double[] sample) {
        double sum = 0;
        int finite = 0;
        for (double value : sample) {
            if (Double.isFinite(value)) {
                sum += value;
                finite++;
            }
        }
        double mean = sum / Math.max(1, finite);
        double squares = 0;
        for (double value : sample) {
            if (Double.isFinite(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        double deviation = StrictMath.sqrt(squares / Math.max(1, finite));
        if (deviation > 0) {
            numbers.add(new Scale(name, mean, deviation));
        }
    }

    /** The points of a sample; events that have none, because their text is missing, are left out. */
    double[][] of(Sample sample) {
        return texts
                ? sample.vectors()
                : sample.events().stream().map(this::point).toArray(double[][]::new);
    }

    private double[] point(Observation event) {
        double[] point = new double[numbers.size() + values.size()];
        for (int i = 0; i < numbers.size(); i++) {
            Scale scale = numbers.get(i);
            Double number = event.numbers().get(scale.name());
            point[i] = number == null || number.isInfinite() ? 0 : (number - scale.mean()) / scale.deviation();
        }
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            point[numbers.size() + i] = value.value().equals(event.categories().get(value.name())) ? 1 : 0;
        }
        return point;
    }
}
