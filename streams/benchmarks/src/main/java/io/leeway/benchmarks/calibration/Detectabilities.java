/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.inject.Injection;
import io.leeway.stats.inject.NewTopic;
import io.leeway.stats.map.SplitMix64;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Detectability;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The delay that agents say a new topic would have, beside the delay it has: the delay is stated at the end of some quiet days,
 * then a tenth of the sessions get a topic that no event had before, in the events themselves and not in sums of them.
 */
final class Detectabilities {

    private static final double SHARE = 0.1;
    static final Duration RUN_LENGTH = MonitorSettings.DEFAULTS.expectedRunLength();
    private static final Duration HORIZON = Duration.ofDays(1);
    private static final int DONORS = 200;
    private static final double SPREAD = 0.5;

    /** The change begins neither at an hour nor at a day, when delays are worked out. */
    static final long BEYOND_AN_HOUR = 97;

    /** The longest window: beyond it nothing is stated. */
    private static final double LONGEST = 200;

    /** What is varied. */
    static final List<Cell> CELLS = List.of(
            new Cell("mild, pinned day", Traffic.MILD, 1, 1, true, false, false),
            new Cell("mild, pinned 3 days", Traffic.MILD, 3, 1, true, false, false),
            new Cell("mild, trailing", Traffic.MILD, 0, 1, true, false, false),
            new Cell("mild, trailing, topic that stands out", Traffic.MILD, 0, 1, false, false, false),
            new Cell("mild, trailing, numbers beside", Traffic.MILD, 0, 1, true, true, false),
            new Cell("mild, trailing, 2 events a minute", Traffic.MILD.at(2), 0, 3, true, false, false),
            new Cell("mild, trailing, 40 events a minute", Traffic.MILD.at(40), 0, 1, true, false, false),
            new Cell("heavy, trailing", Traffic.HEAVY, 0, 2, true, false, false),
            new Cell("heavy, pinned 3 days, topic that stands out", Traffic.HEAVY, 3, 1, false, false, false),
            new Cell("mild, pinned day, put into panes", Traffic.MILD, 1, 1, true, false, true));

    private final int streams;
    private final Workers workers;

    Detectabilities(int streams, Workers workers) {
        this.streams = streams;
        this.workers = workers;
    }

    /**
     * Streams of a kind.
     *
     * @param label what it is called
     * @param traffic what arrives
     * @param pinnedDays length of the pinned reference; 0 for a trailing one
     * @param days days before the change, after the pinned reference
     * @param plain whether the new topic stands out no more than the known ones
     * @param numbers whether events have numbers
     * @param injected whether the new topic is put into the panes' sums and not among the events
     */
    record Cell(
            String label, Traffic traffic, int pinnedDays, int days, boolean plain, boolean numbers, boolean injected) {

        MonitorSettings settings() {
            MonitorSettings defaults = MonitorSettings.DEFAULTS;
            return new MonitorSettings(
                    defaults.pane(),
                    defaults.grace(),
                    defaults.windows(),
                    pinnedDays == 0
                            ? defaults.references()
                            : List.of(new ReferenceSpec.PinnedFirst(Duration.ofDays(pinnedDays))),
                    defaults.expectedRunLength(),
                    defaults.features());
        }
    }

    Row run(Cell cell, long firstSeed) {
        return new Row(cell.label(), workers.map(firstSeed, streams, seed -> stream(cell, seed)), firstSeed);
    }

    private static Stream stream(Cell cell, long seed) {
        long change = (long) (cell.pinnedDays() + cell.days()) * TextStream.MINUTES_PER_DAY + BEYOND_AN_HOUR;
        Change.Effect effect = cell.plain() ? Change.Effect.plainTopic(SHARE) : Change.Effect.newTopic(SHARE);
        TextStream stream =
                new TextStream(seed, cell.traffic(), cell.injected() ? Change.NONE : Change.at(change, effect));
        Draws draws = new Draws(SplitMix64.mix(seed));
        Injection injection = cell.injected() ? injection(stream, seed) : PaneEntry::summary;
        Supplier<PaneEntry> panes = () -> injection.from(TextStream.start(change), pane(stream, cell, draws));
        AgentMonitor monitor = new AgentMonitor(cell.settings(), stream.map());
        return watch(seed, monitor, panes, change);
    }

    /** Lets a monitor watch a stream until its change, and then until an incident opens. */
    static Stream watch(long seed, AgentMonitor monitor, Supplier<PaneEntry> panes, long change) {
        Evaluation last = Watched.by(monitor, panes, change, change).last();
        boolean open = last.state() == Evaluation.State.DRIFT;
        double stated = last.detectability()
                .filter(known -> known.verdict() == Detectability.Verdict.SEEN)
                .map(known -> known.delay().toSeconds() / 60.0)
                .orElse(Double.POSITIVE_INFINITY);
        for (int minute = 1; minute <= HORIZON.toMinutes() && !open; minute++) {
            if (monitor.observe(panes.get(), PaneJournal.none()).state() == Evaluation.State.DRIFT) {
                return new Stream(seed, false, stated, minute);
            }
        }
        return new Stream(seed, open, stated, Double.POSITIVE_INFINITY);
    }

    private static Injection injection(TextStream stream, long seed) {
        Draws draws = new Draws(seed);
        World world = new World(seed);
        List<float[]> donors = IntStream.range(0, DONORS)
                .mapToObj(i -> world.vector(world.session(World.PLAIN_NEW_TOPIC, draws), 0, 1, draws))
                .toList();
        return new NewTopic(stream.map(), donors, SHARE, Long.toString(seed), "calibration");
    }

    private static PaneEntry pane(TextStream stream, Cell cell, Draws draws) {
        List<Observation> events = stream.nextEvents();
        return stream.pane(
                cell.numbers()
                        ? events.stream()
                                .map(event -> withNumbers(event, draws))
                                .toList()
                        : events);
    }

    private static Observation withNumbers(Observation event, Draws draws) {
        TreeMap<String, Double> numbers = new TreeMap<>();
        numbers.put("latency", StrictMath.exp(SPREAD * draws.normal()));
        numbers.put("tokens", (double) draws.poisson(20));
        return new Observation(
                event.eventId(),
                event.traceId(),
                event.sessionId(),
                event.occurredAt(),
                event.textState(),
                event.vector(),
                numbers,
                event.categories());
    }

    /**
     * One stream.
     *
     * @param seed its seed
     * @param open whether an incident was open when the change began; such a stream is not counted
     * @param stated the stated delay in minutes; infinite if the change would not be seen
     * @param observed the observed delay in minutes; infinite if it was not seen within a day
     */
    record Stream(long seed, boolean open, double stated, double observed) {}

    /** A median and its interval. */
    record Range(double low, double middle, double high) {}

    /** One line of the result. */
    record Row(String cell, List<Stream> streams, long firstSeed) {

        static Row all(List<Row> rows) {
            return new Row(
                    "all",
                    rows.stream().flatMap(row -> row.streams().stream()).toList(),
                    rows.get(0).firstSeed());
        }

        /** What is stated of the streams of which a delay was, and no incident was open. */
        private double[] sorted(ToDoubleFunction<Stream> value) {
            return streams.stream()
                    .filter(one -> !one.open() && Double.isFinite(one.stated()))
                    .mapToDouble(value)
                    .sorted()
                    .toArray();
        }

        private static double quantile(double[] sorted, double p) {
            if (sorted.length == 0) {
                return Double.NaN;
            }
            double at = p * (sorted.length - 1);
            int low = (int) at;
            int high = Math.min(sorted.length - 1, low + 1);
            return sorted[low] == sorted[high] ? sorted[low] : sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        }

        /** How many streams were stated to show the change. */
        int withDelay() {
            return sorted(Stream::stated).length;
        }

        /** The median stated delay, minutes. */
        double stated() {
            return quantile(sorted(Stream::stated), 0.5);
        }

        /** The median observed delay of the same streams, minutes. */
        double observed() {
            return quantile(sorted(Stream::observed), 0.5);
        }

        /** The median of observed over stated delays, and its interval. */
        Range ratio() {
            double[] ratios = sorted(one -> one.observed() / one.stated());
            if (ratios.length == 0) {
                return new Range(Double.NaN, Double.NaN, Double.NaN);
            }
            // Order statistics whose ranks are two standard deviations of a fair coin's from the middle.
            double reach = StrictMath.sqrt(ratios.length);
            int low = (int) Math.max(0, StrictMath.floor((ratios.length - 1) / 2.0 - reach));
            int high = (int) Math.min(ratios.length - 1, StrictMath.ceil((ratios.length - 1) / 2.0 + reach));
            return new Range(ratios[low], quantile(ratios, 0.5), ratios[high]);
        }

        /** Of the streams stated not to show the change within the longest window, how many did. */
        String otherwise() {
            List<Stream> others = streams.stream()
                    .filter(one -> !one.open() && Double.isInfinite(one.stated()))
                    .toList();
            long seen = others.stream().filter(one -> one.observed() <= LONGEST).count();
            return seen + " of " + others.size();
        }

        long alarmedBefore() {
            return streams.stream().filter(Stream::open).count();
        }
    }
}
