/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

/**
 * A technical cause of a change, so that nobody looks for a new topic where a field was renamed.
 *
 * @param kind the kind of an incident with this cause
 * @param name stable words that programs may compare, such as {@code truncation}
 * @param detail what was found, with numbers
 */
public record Cause(Kind kind, String name, String detail) {

    /** The cause as people read it: {@code name: detail}. */
    public String words() {
        return name + ": " + detail;
    }

    /** The same cause with more said about it. */
    public Cause and(String more) {
        return new Cause(kind, name, detail + "; " + more);
    }
}
