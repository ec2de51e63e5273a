/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The events of the last minutes with all kernels between them, each computed once. */
final class FullKernelWindow {

    private final FullKernel kernel;
    private final int longest;
    private final Deque<List<Entry>> minutes = new ArrayDeque<>();

    FullKernelWindow(FullKernel kernel, int longest) {
        this.kernel = kernel;
        this.longest = longest;
    }

    /** Takes in a minute's vectors and forgets the oldest minute. */
    void add(List<float[]> vectors) {
        List<Entry> newest = new ArrayList<>(vectors.size());
        minutes.addFirst(newest);
        if (minutes.size() > longest) {
            minutes.removeLast();
        }
        for (float[] vector : vectors) {
            // by age in minutes, so that the sum over any shorter window is at hand
            double[] byAge = new double[longest];
            int age = 0;
            for (List<Entry> minute : minutes) {
                for (Entry other : minute) {
                    byAge[age] += FullKernel.of(vector, other.vector());
                }
                age++;
            }
            newest.add(new Entry(vector, kernel.meanTo(vector), byAge));
        }
    }

    /** {@link FullKernel#statistic} of the last {@code length} minutes; −∞ for fewer than two events. */
    double statistic(int length) {
        int events = 0;
        double pairs = 0;
        double toReference = 0;
        int age = 0;
        for (Iterator<List<Entry>> oldest = minutes.iterator(); oldest.hasNext() && age < length; age++) {
            for (Entry entry : oldest.next()) {
                events++;
                toReference += entry.toReference();
                for (int back = 0; back < length - age; back++) {
                    pairs += entry.byAge()[back];
                }
            }
        }
        return events < 2 ? Double.NEGATIVE_INFINITY : kernel.statistic(events, pairs, toReference);
    }

    /** One event: its vector, its mean kernel to the reference, and to the events up to so many minutes before it. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the window
    private record Entry(float[] vector, double toReference, double[] byAge) {}
}
