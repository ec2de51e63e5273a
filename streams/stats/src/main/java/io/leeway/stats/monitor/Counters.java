/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

/** Integer counters per pane that can be summed over a run of panes. */
interface Counters {

    /** Sum over the panes that start in {@code [start, end)}; a new array. */
    long[] between(long start, long end);

    /** These before a time, and others from then on. */
    default Counters until(long time, Counters others) {
        return (start, end) -> {
            long[] sum = between(start, Math.max(start, Math.min(end, time)));
            long[] rest = others.between(Math.max(start, time), Math.max(end, Math.max(start, time)));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += rest[i];
            }
            return sum;
        };
    }
}
