/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.inject.Injection;
import io.leeway.stats.inject.NewTopic;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The same as {@link Detectabilities} on recorded texts: an agent of the texts of a corpus without some intents, which become a
 * tenth of the conversations. A conversation is about one intent; its texts are drawn with replacement.
 */
final class RecordedDetectability {

    private static final double SHARE = 0.1;
    private static final int REFERENCE_HOURS = 24;
    private static final int QUIET_HOURS = 6;

    private final Path folder;
    private final int streams;
    private final Workers workers;
    private final Map<String, RecordedTexts> loaded = new LinkedHashMap<>();

    /**
     * A run.
     *
     * @param folder has the folders {@code banking77} and {@code clinc150}
     * @param streams streams of each kind
     */
    RecordedDetectability(Path folder, int streams, Workers workers) {
        this.folder = folder;
        this.streams = streams;
        this.workers = workers;
    }

    /**
     * What is left out of a corpus and comes back.
     *
     * @param label what it is called
     * @param corpus the corpus
     * @param groups how many of its groups
     * @param traffic how texts arrive
     * @param injected whether it is put into the panes' sums and not among the events
     */
    private record Cell(String label, String corpus, int groups, Traffic traffic, boolean injected) {}

    private static final Traffic BUSY = Traffic.MILD.at(40);

    private static final List<Cell> CELLS = List.of(
            new Cell("BANKING77, an intent", "banking77", 1, Traffic.INDEPENDENT, false),
            new Cell("BANKING77, an intent, 40 events a minute in conversations", "banking77", 1, BUSY, false),
            new Cell("CLINC150, a domain", "clinc150", 1, Traffic.INDEPENDENT, false),
            new Cell("CLINC150, a domain, 40 events a minute in conversations", "clinc150", 1, BUSY, false),
            new Cell("CLINC150, a domain, in conversations", "clinc150", 1, Traffic.MILD, false),
            new Cell("CLINC150, a domain, put into panes", "clinc150", 1, Traffic.INDEPENDENT, true));

    /** The pieces, by name. */
    Map<String, LongConsumer> pieces(java.util.function.Consumer<Detectabilities.Row> results) {
        Map<String, LongConsumer> pieces = new LinkedHashMap<>();
        for (Cell cell : CELLS) {
            pieces.put(cell.label(), first -> results.accept(run(cell, first)));
        }
        return pieces;
    }

    private Detectabilities.Row run(Cell cell, long firstSeed) {
        RecordedTexts texts = loaded.computeIfAbsent(cell.corpus(), this::load);
        return new Detectabilities.Row(
                cell.label(), workers.map(firstSeed, streams, seed -> stream(cell, texts, seed)), firstSeed);
    }

    private RecordedTexts load(String corpus) {
        try {
            return corpus.equals("banking77")
                    ? RecordedTexts.banking(folder.resolve(corpus))
                    : RecordedTexts.clinc(folder.resolve(corpus));
        } catch (IOException e) {
            throw new UncheckedIOException("--texts " + folder + " has no readable " + corpus, e);
        }
    }

    private static Detectabilities.Stream stream(Cell cell, RecordedTexts texts, long seed) {
        Draws draws = new Draws(seed);
        List<String> groups = new ArrayList<>(texts.groups().keySet());
        List<List<float[]>> held = new ArrayList<>();
        List<List<float[]>> own = new ArrayList<>();
        for (int i = 0; i < cell.groups(); i++) {
            texts.groups()
                    .get(groups.remove(draws.below(groups.size())))
                    .forEach(intent -> held.add(texts.intents().get(intent)));
        }
        groups.forEach(group -> texts.groups()
                .get(group)
                .forEach(intent -> own.add(texts.intents().get(intent))));
        long change = Duration.ofHours(REFERENCE_HOURS + QUIET_HOURS).toMinutes() + Detectabilities.BEYOND_AN_HOUR;
        KernelFeatureMap map = texts.newMap();
        AgentMonitor monitor =
                new AgentMonitor(Monitoring.texts(Duration.ofHours(REFERENCE_HOURS), Detectabilities.RUN_LENGTH), map);
        Supplier<PaneEntry> panes =
                new Panes(seed, cell.traffic(), draws, own, cell.injected() ? own : held, change, map);
        if (cell.injected()) {
            List<float[]> donors = held.stream().flatMap(List::stream).toList();
            Injection injection = new NewTopic(map, donors, SHARE, Long.toString(seed), cell.label());
            Supplier<PaneEntry> recorded = panes;
            panes = () -> injection.from(TextStream.start(change), recorded.get());
        }
        return Detectabilities.watch(seed, monitor, panes, change);
    }

    /** Conversations of the agent's intents, and from some minute on of others. */
    private static final class Panes implements Supplier<PaneEntry> {

        private final long seed;
        private final Draws draws;
        private final List<List<float[]>> own;
        private final List<List<float[]>> held;
        private final long change;
        private final KernelFeatureMap map;
        private final Arrivals<List<float[]>> arrivals;
        private long minute;
        private long events;

        Panes(
                long seed,
                Traffic traffic,
                Draws draws,
                List<List<float[]>> own,
                List<List<float[]>> held,
                long change,
                KernelFeatureMap map) {
            this.seed = seed;
            this.draws = draws;
            this.own = own;
            this.held = held;
            this.change = change;
            this.map = map;
            this.arrivals = new Arrivals<>(traffic, draws);
        }

        @Override
        public PaneEntry get() {
            PaneSummary summary = new PaneSummary();
            arrivals.next(1, this::intent).forEach(turn -> summary.add(observation(turn), map));
            minute++;
            return new PaneEntry(TextStream.start(minute - 1), TextStream.start(minute), summary);
        }

        private List<float[]> intent() {
            List<List<float[]>> from = minute >= change && draws.happens(SHARE) ? held : own;
            return from.get(draws.below(from.size()));
        }

        private Observation observation(Arrivals.Turn<List<float[]>> turn) {
            List<float[]> texts = turn.session();
            return new Observation(
                    seed + "-" + events++,
                    null,
                    null,
                    TextStream.start(minute) + (long) (turn.fraction() * TextStream.MINUTE),
                    TextState.PRESENT,
                    texts.get(draws.below(texts.size())),
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap());
        }
    }
}
