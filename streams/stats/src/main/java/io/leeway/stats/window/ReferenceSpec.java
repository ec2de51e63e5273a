/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What a window is compared with. */
public sealed interface ReferenceSpec {

    /** The reference's name in reports and alerts: {@code trailing}, {@code seasonal}, {@code none} or {@code pinned}. */
    String name();

    /** A reference that moves on with the agent. */
    sealed interface Rolling extends ReferenceSpec {

        /** How much event time the reference may cover, at most. */
        Duration length();

        /** How old a pane must be before it may be learnt from, so that a change is not learnt while it happens. */
        Duration gap();
    }

    /** A rolling reference: the panes of the last {@code length} that ended at least {@code gap} before the newest pane. */
    record Trailing(Duration length, Duration gap) implements Rolling {
        @Override
        public String name() {
            return "trailing";
        }
    }

    /**
     * A rolling reference by hours: a window is compared with what its own hours were like. It ends at least {@code gap},
     * and at least the longest window, before the newest pane. It is taken once it spans {@link Reference#LEAST_CYCLE}.
     * Hours of the day are told apart from {@link Reference#LEAST_SEASON} on, hours of the week from
     * {@link Reference#TWO_WEEKS} on; until then it is pooled.
     *
     * <p>Panes must divide an hour.
     */
    record Seasonal(Duration length, Duration gap) implements Rolling {
        @Override
        public String name() {
            return "seasonal";
        }
    }

    /**
     * No reference but the agent's own near past: windows of the newest 1, 2, 4, … 256 panes are compared with everything
     * before them in the last day, or the last 512 panes where that is longer. Needs no baseline, and so sees a change from
     * an agent's 50th pane on; but it forgets what is older than its length, and a slow change escapes it.
     *
     * <p>Reference: F. Kalinke, S. Gavioli-Akilagun (2025), Optimal online change detection via random Fourier features,
     * arXiv:2505.17789, for the windows of dyadic length.
     */
    record None() implements Rolling {

        private static final int LARGEST_EXPONENT = 8;

        @Override
        public String name() {
            return "none";
        }

        @Override
        public Duration length() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration gap() {
            return Duration.ZERO;
        }

        /** The windows, shortest first, that are compared with this reference and with no other. */
        static List<WindowSpec> windows(Duration pane) {
            return IntStream.rangeClosed(0, LARGEST_EXPONENT)
                    .mapToObj(exponent -> WindowSpec.ofDuration(pane.multipliedBy(1L << exponent)))
                    .toList();
        }

        /** How much the reference covers when a day is too few panes. */
        static Duration leastLength(Duration pane) {
            return pane.multipliedBy(2L << LARGEST_EXPONENT);
        }
    }

    /**
     * A fixed span of event time, the approved baseline. What is kept of a span that has passed is used too.
     *
     * @param from start of the span, inclusive
     * @param to end of the span, exclusive
     */
    record Pinned(Instant from, Instant to) implements ReferenceSpec {
        @Override
        public String name() {
            return "pinned";
        }
    }

    /**
     * A fixed baseline that begins with the first event of each agent. Where its span ends with too few panes or events, it
     * goes on until it has enough.
     *
     * @param length how much event time, from the agent's first pane on, becomes the baseline
     */
    record PinnedFirst(Duration length) implements ReferenceSpec {
        @Override
        public String name() {
            return "pinned";
        }
    }
}
