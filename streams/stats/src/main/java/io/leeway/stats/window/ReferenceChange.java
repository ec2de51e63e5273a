/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

/**
 * What came of a wish to change the references.
 *
 * @param before what was in force
 * @param after what is in force now; null if the wish was refused
 * @param refusal why it was refused; null if it was not
 */
public record ReferenceChange(String before, String after, String refusal) {

    static ReferenceChange done(String before, String after) {
        return new ReferenceChange(before, after, null);
    }

    static ReferenceChange refused(String before, String why) {
        return new ReferenceChange(before, null, why);
    }

    /** Whether the references changed. */
    public boolean done() {
        return refusal == null;
    }
}
