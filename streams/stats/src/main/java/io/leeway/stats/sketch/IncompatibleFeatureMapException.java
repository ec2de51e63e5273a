/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/** Two sums of features came from different feature maps; adding or comparing them would mean nothing. */
public final class IncompatibleFeatureMapException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    IncompatibleFeatureMapException(String ours, String theirs) {
        super("sums of feature map " + theirs + " cannot be combined with sums of feature map " + ours);
    }
}
