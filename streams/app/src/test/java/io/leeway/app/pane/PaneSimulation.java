/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.pane.LocalPanes.Verdict;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.SummaryLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Both pane stages with several input partitions, in any interleaving that Kafka could bring about: partitions are read
 * at random speeds, partials travel in the order of their partition, either stage may start again from what it kept. The
 * frontier is computed from what has really arrived.
 */
final class PaneSimulation {

    static final long IDLE = 10_000;
    private static final long DUE = 2000;
    private static final int READER = 3;

    /** An event, and when it was appended to the partition it is in. */
    record Input(StreamKey stream, Observation event, int partition, long appendedAt) {}

    private record Sent(StreamKey stream, PartialPane partial, List<Long> appendedAt) {}

    private record Place(StreamKey stream, long start) {}

    private final Random random;
    private final List<Partition> partitions = new ArrayList<>();
    private final KeptPartials kept = new KeptPartials();
    private final Set<SourcePartition> sources = new TreeSet<>();
    private final Map<StreamKey, List<ClosedPane>> closed = new TreeMap<>();
    private PaneMerge merge;
    private long now;
    private long late;

    PaneSimulation(long seed, int partitionCount, List<Input> inputs) {
        this.random = new Random(seed);
        for (int i = 0; i < partitionCount; i++) {
            int number = i;
            partitions.add(new Partition(
                    i,
                    inputs.stream().filter(input -> input.partition() == number).toList()));
            sources.add(new SourcePartition("inputs", i));
        }
        merge = newMerge();
    }

    private PaneMerge newMerge() {
        return new PaneMerge(sources, PaneFixtures.PANE, PaneFixtures.GRACE, IDLE, kept);
    }

    /** Runs from a moment until nothing is left to do. */
    void run(long from, long longestStep) {
        now = from;
        while (!done()) {
            now += (long) (random.nextDouble() * longestStep);
            Partition partition = partitions.get(random.nextInt(partitions.size()));
            switch (random.nextInt(12)) {
                case 0 -> merge.waiting().forEach(this::close);
                case 1 -> partition.sendDue();
                case 2 -> restartSomething(partition);
                case 3, 4, 5, 6, 7 -> partition.readSome();
                default -> partition.deliverSome();
            }
        }
    }

    private void restartSomething(Partition partition) {
        if (random.nextInt(20) == 0) {
            partition.restart();
        } else if (random.nextInt(20) == 0) {
            merge = newMerge();
            kept.restoreTo(merge, now);
        }
    }

    private boolean done() {
        return kept.size() == 0 && partitions.stream().allMatch(Partition::done);
    }

    private void close(StreamKey stream) {
        closed.computeIfAbsent(stream, key -> new ArrayList<>())
                .addAll(merge.close(stream, now, READER, this::processedUpTo));
    }

    private long processedUpTo(SourcePartition source, int reader) {
        if (reader != READER) {
            throw new IllegalArgumentException("asked for reader " + reader);
        }
        return partitions.get(source.partition()).processedUpTo();
    }

    Map<StreamKey, List<ClosedPane>> closed() {
        return closed;
    }

    /** Events left out by either stage. */
    long late() {
        return late;
    }

    private final class Partition {
        private final SourcePartition source;
        private final List<Input> inputs;
        private final LocalPanesTest.KeptLocally store = new LocalPanesTest.KeptLocally();
        private final Deque<Sent> travelling = new ArrayDeque<>();
        private final Map<Place, List<Long>> unsent = new HashMap<>();
        private LocalPanes local;
        private int next;

        Partition(int number, List<Input> inputs) {
            this.source = new SourcePartition("inputs", number);
            this.inputs = inputs;
            this.local = newLocal();
        }

        private LocalPanes newLocal() {
            return new LocalPanes(
                    source, PaneFixtures.SETTINGS, PaneFixtures.MAP, SummaryLimits.DEFAULTS, Integer.MAX_VALUE, store);
        }

        void restart() {
            local = newLocal();
            store.panes.forEach(
                    (stream, panes) -> panes.forEach((start, pane) -> local.restore(stream, start, pane, now)));
        }

        void readSome() {
            int most = random.nextInt(4);
            for (int i = 0; i < most && next < inputs.size() && inputs.get(next).appendedAt() < now; i++) {
                read(inputs.get(next), next++);
            }
        }

        private void read(Input input, long offset) {
            List<PartialPane> passed = new ArrayList<>();
            Verdict verdict = local.add(input.stream(), input.event(), offset, now, passed);
            if (verdict == Verdict.LATE) {
                late++;
            } else if (verdict == Verdict.ADDED) {
                long start = Math.floorDiv(input.event().occurredAt(), PaneFixtures.PANE) * PaneFixtures.PANE;
                unsent.computeIfAbsent(new Place(input.stream(), start), place -> new ArrayList<>())
                        .add(input.appendedAt());
            } else {
                throw new IllegalStateException("event " + input.event().eventId() + " was " + verdict);
            }
            passed.forEach(partial -> send(input.stream(), partial));
        }

        void sendDue() {
            local.due(now, DUE).forEach((stream, partials) -> partials.forEach(partial -> send(stream, partial)));
        }

        private void send(StreamKey stream, PartialPane partial) {
            List<Long> carried = unsent.remove(new Place(stream, partial.paneStart()));
            PartialPane asRead = PaneFormats.readPartialPane(PaneFormats.write(partial));
            travelling.add(new Sent(stream, asRead, carried == null ? List.of() : carried));
        }

        void deliverSome() {
            for (int i = random.nextInt(3); i >= 0 && !travelling.isEmpty(); i--) {
                Sent sent = travelling.removeFirst();
                late += merge.add(sent.stream(), sent.partial(), now);
                close(sent.stream());
            }
        }

        long processedUpTo() {
            long upTo = next < inputs.size() ? inputs.get(next).appendedAt() : now;
            for (List<Long> waiting : unsent.values()) {
                for (long appendedAt : waiting) {
                    upTo = Math.min(upTo, appendedAt);
                }
            }
            for (Sent sent : travelling) {
                for (long appendedAt : sent.appendedAt()) {
                    upTo = Math.min(upTo, appendedAt);
                }
            }
            return Math.min(upTo, now);
        }

        boolean done() {
            return next == inputs.size() && travelling.isEmpty() && unsent.isEmpty();
        }
    }
}
