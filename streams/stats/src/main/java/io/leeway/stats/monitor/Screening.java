/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.detect.BlockScreen;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the stretches of a reference in which some feature is unlike the rest: an incident that nobody noticed would
 * make everything later look ordinary.
 *
 * <p>A feature of which more than a tenth is unlike the rest has no incident but several kinds of traffic, and is left as
 * it is.
 */
final class Screening {

    private static final int BLOCKS = 60;
    private static final double LEVEL = 1e-4;

    private Screening() {}

    /** The stretches, in order of time; neighbours are one. */
    static List<Span> incidents(Reference reference, List<Feature> features) {
        List<List<PaneEntry>> blocks = blocks(reference.entries());
        List<Feature> screened = features.stream()
                .filter(feature -> feature.dimension() > 0 && !(feature instanceof JointFeature))
                .toList();
        TreeSet<Integer> dropped = new TreeSet<>();
        double least = StrictMath.log(LEVEL / Math.max(1, screened.size()));
        for (Feature feature : screened) {
            BlockScreen screen = screen(feature, blocks);
            if (!screen.limited()) {
                screen.dropped().stream()
                        .filter(block -> block.logP() <= least)
                        .forEach(block -> dropped.addAll(block.entries()));
            }
        }
        List<Span> spans = new ArrayList<>();
        int last = -2;
        for (int index : dropped) {
            List<PaneEntry> block = blocks.get(index);
            Span span =
                    new Span(block.get(0).start(), block.get(block.size() - 1).end());
            spans.add(index == last + 1 ? spans.remove(spans.size() - 1).hull(span) : span);
            last = index;
        }
        return spans;
    }

    private static BlockScreen screen(Feature feature, List<List<PaneEntry>> blocks) {
        double[][] sums = new double[blocks.size()][];
        double[] counts = new double[blocks.size()];
        for (int j = 0; j < sums.length; j++) {
            long[] counters = new long[feature.counters()];
            for (PaneEntry entry : blocks.get(j)) {
                long[] more = feature.count(entry.summary());
                for (int i = 0; i < counters.length; i++) {
                    counters[i] += more[i];
                }
            }
            sums[j] = feature.sums(counters);
            counts[j] = counters[Feature.PRESENT];
        }
        return BlockScreen.of(sums, counts, 1);
    }

    /** The entries in {@value #BLOCKS} blocks of as many each, one entry each where there are fewer; the rest joins the last. */
    private static List<List<PaneEntry>> blocks(List<PaneEntry> entries) {
        int length = Math.max(1, entries.size() / BLOCKS);
        int number = entries.size() / length;
        List<List<PaneEntry>> blocks = new ArrayList<>(number);
        for (int j = 0; j < number; j++) {
            blocks.add(entries.subList(j * length, j + 1 == number ? entries.size() : (j + 1) * length));
        }
        return blocks;
    }
}
