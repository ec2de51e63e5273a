/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

/** What a compared run of panes is. */
enum Role {
    /** A window of the newest panes. */
    WINDOW,
    /** The longest of them, on which reports also show what other tools would: once per feature is enough. */
    LONGEST_WINDOW,
    /** A part of the reference itself, which what was fitted to that part cannot judge. */
    INSIDE_REFERENCE
}
