/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import io.leeway.stats.detect.ShareTest;

/** Whether one share is beyond doubt larger than another, dependence between events included. */
final class Shares {

    /** Far beyond what dozens of looks at one incident could bring about. */
    private static final double CERTAIN = 1e-4;

    /** Conversations repeat what they are like; a cause that is one shows through twice the variance. */
    private static final double CLUMPING = 2;

    private static final ShareTest TEST = ShareTest.withDefaults().withInflation(1, 1, CLUMPING);

    private Shares() {}

    static boolean rose(long hits, long events, long hitsBefore, long eventsBefore) {
        return events > 0
                && eventsBefore > 0
                && TEST.test((double) hits, (double) events, (double) hitsBefore, (double) eventsBefore)
                                .pValue()
                        <= CERTAIN;
    }
}
