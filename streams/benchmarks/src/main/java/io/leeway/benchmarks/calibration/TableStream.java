/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Events without text: numbers and categories of the kinds that mislead tests, in sessions of the usual traffic.
 *
 * <p>Numbers: a constant, a binary one, a small count, one that is zero in 98 of 100 events, one that four of five events
 * lack, seconds since 1970 within one year, a normal one of which .3 of the variance belongs to the session, and the
 * exponential of such a one. Categories: a constant, one of 6 plans that a tenth of the events lack, one of 30 tools, and, if
 * asked for, one of 2,000 equally likely ids, of which a summary counts only some.
 */
final class TableStream {

    private static final double SESSION_SHARE = 0.3;
    private static final int PLANS = 6;
    private static final int TOOLS = 30;
    private static final int IDS = 2000;
    private static final double YEAR_SECONDS = 31_557_600;
    private static final double EPOCH_SECONDS = 1.7e9;
    private static final double TAIL = 3;

    private final long seed;
    private final Effect effect;
    private final long from;
    private final boolean ids;
    private final Draws draws;
    private final Arrivals<Session> arrivals;
    private long minute;
    private long events;

    /**
     * A stream.
     *
     * @param effect what is different from minute {@code from} on
     * @param ids whether events carry ids
     */
    TableStream(long seed, Traffic traffic, Effect effect, long from, boolean ids) {
        this.seed = seed;
        this.effect = effect;
        this.from = from;
        this.ids = ids;
        this.draws = new Draws(seed);
        this.arrivals = new Arrivals<>(traffic, draws);
        for (minute = -Arrivals.reach(traffic); minute < 0; minute++) {
            var unused = arrivals.next(1, this::session);
        }
    }

    /** The closed pane of the next minute. */
    PaneEntry nextPane() {
        PaneSummary summary = new PaneSummary();
        arrivals.next(1, this::session)
                .forEach(turn -> summary.add(observation(turn.session(), turn.fraction()), null));
        minute++;
        return new PaneEntry(TextStream.start(minute - 1), TextStream.start(minute), summary);
    }

    private Session session() {
        boolean tail = minute >= from && draws.happens(effect.tail());
        return new Session(draws.normal(), draws.normal(), tail);
    }

    private Observation observation(Session session, double fraction) {
        Effect now = minute >= from ? effect : Effect.NONE;
        return new Observation(
                seed + "-" + events++,
                null,
                null,
                TextStream.start(minute) + (long) (fraction * TextStream.MINUTE),
                TextState.MISSING,
                null,
                numbers(session, now),
                categories(now));
    }

    private SortedMap<String, Double> numbers(Session session, Effect now) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        numbers.put("constant", 7.0);
        numbers.put("binary", draws.happens(0.3) ? 1.0 : 0.0);
        numbers.put("count", (double) draws.poisson(3));
        numbers.put("rare", draws.happens(0.02) ? 1 + draws.uniform() : 0.0);
        if (draws.happens(0.2)) {
            numbers.put("sparse", draws.uniform());
        }
        numbers.put("epoch", EPOCH_SECONDS + Math.rint(draws.uniform() * YEAR_SECONDS));
        numbers.put("normal", now.scale() * correlated(session.first()) + now.shift() + (session.tail() ? TAIL : 0));
        numbers.put("skewed", StrictMath.exp(correlated(session.second())));
        return numbers;
    }

    private double correlated(double ofSession) {
        return StrictMath.sqrt(SESSION_SHARE) * ofSession + StrictMath.sqrt(1 - SESSION_SHARE) * draws.normal();
    }

    private SortedMap<String, String> categories(Effect now) {
        SortedMap<String, String> categories = new TreeMap<>();
        categories.put("constant", "always");
        int plan = falling(PLANS);
        if (!draws.happens(0.1 + now.missing())) {
            categories.put("plan", "plan-" + (draws.happens(now.swapped()) ? PLANS - 1 : plan));
        }
        int tool = falling(TOOLS);
        categories.put("tool", draws.happens(now.unseen()) ? "never-seen" : "tool-" + tool);
        if (ids) {
            categories.put("id", "id-" + draws.below(IDS));
        }
        return categories;
    }

    /** The smaller of two draws: falling frequencies. */
    private int falling(int values) {
        return Math.min(draws.below(values), draws.below(values));
    }

    /**
     * What is different after a change.
     *
     * @param shift added to the normal number, in standard deviations
     * @param scale factor of the normal number
     * @param tail share of sessions whose normal number is {@value #TAIL} higher
     * @param swapped share of plans that became the rarest
     * @param unseen share of tools that became one never seen before
     * @param missing further share of plans that are missing
     */
    record Effect(double shift, double scale, double tail, double swapped, double unseen, double missing) {

        static final Effect NONE = new Effect(0, 1, 0, 0, 0, 0);
    }

    private record Session(double first, double second, boolean tail) {}
}
