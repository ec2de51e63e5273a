/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

/** A record on the control topic that is no command that could be carried out by any agent. */
public final class BadCommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a record was refused; the value of the dead letter's reason and of the counter's tag. */
    public enum Reason {
        /** The bytes are not a command. */
        UNPARSABLE_COMMAND,
        /** A command of a kind this version does not know. */
        UNKNOWN_COMMAND,
        /** A command that lacks what its kind needs, or has it out of range. */
        INVALID_COMMAND
    }

    private final Reason reason;

    BadCommandException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    BadCommandException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
