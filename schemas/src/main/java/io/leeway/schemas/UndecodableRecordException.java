/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

/**
 * Bytes or text that are not a record of the expected kind.
 *
 * <p>The message says what was expected and what was found. It never quotes text fields, so it may be logged and stored
 * where the texts of the record may not.
 */
public final class UndecodableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong, for counting and routing. */
    public enum Reason {
        /** Fewer bytes than the 10 of a single-object header. */
        SHORT_HEADER,
        /** The first two bytes are not {@code C3 01}, nor an opening brace where JSON is accepted. */
        NOT_SINGLE_OBJECT,
        /** The header names a schema that is neither in the history of the record nor among those added by the caller. */
        UNKNOWN_FINGERPRINT,
        /** The body does not follow the schema that its header names: truncated, damaged, or holding impossible values. */
        CORRUPT_BODY,
        /** Bytes follow after a complete record. */
        TRAILING_BYTES,
        /** Not JSON, or JSON that does not follow the schema. */
        INVALID_JSON
    }

    UndecodableRecordException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UndecodableRecordException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * What is wrong.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }
}
