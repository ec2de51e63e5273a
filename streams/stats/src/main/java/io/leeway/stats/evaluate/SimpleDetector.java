/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

/** A detector of the kind that is easily written, fitted to a reference; Leeway is measured beside some of them. */
@FunctionalInterface
public interface SimpleDetector {

    /** Whether the window looks different from the reference. */
    boolean fires(Sample window);

    /** Makes a detector for a reference. */
    @FunctionalInterface
    interface Fit {
        /** The detector for this reference. */
        SimpleDetector to(Sample reference);
    }
}
