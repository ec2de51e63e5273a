/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;
import java.time.Instant;

/** What a window is compared with. */
public sealed interface ReferenceSpec {

    /** The reference's name in reports and alerts: {@code trailing} or {@code pinned}. */
    String name();

    /**
     * A rolling reference: the panes of the last {@code length} that ended at least {@code gap} before the newest pane.
     *
     * @param length how much event time the reference may cover, at most
     * @param gap how old a pane must be before it may be learnt from, so that a change is not learnt while it happens
     */
    record Trailing(Duration length, Duration gap) implements ReferenceSpec {
        @Override
        public String name() {
            return "trailing";
        }
    }

    /**
     * A fixed span of event time, the approved baseline.
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
     * A fixed baseline that begins with the first event of each agent.
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
