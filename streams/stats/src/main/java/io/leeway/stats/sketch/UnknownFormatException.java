/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/** Stored bytes have a version this build cannot read; they may come from a newer one. */
public final class UnknownFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int version;

    UnknownFormatException(String what, int version, int known) {
        super(what + " is stored in format version " + version + ", but this build reads only version " + known);
        this.version = version;
    }

    UnknownFormatException(String what, int version, int oldest, int newest) {
        super(what + " is stored in format version " + version + ", but this build reads only versions " + oldest
                + " to " + newest);
        this.version = version;
    }

    /** The version found. */
    public int version() {
        return version;
    }
}
