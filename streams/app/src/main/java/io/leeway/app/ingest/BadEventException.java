/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

/** A record that cannot become an observation. Its message never quotes the record's text. */
public class BadEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a record was refused; the value of the dead letter's reason and of the counter's tag. */
    public enum Reason {
        /** The bytes are neither of the known formats nor well-formed. */
        UNPARSABLE,
        /** Longer than records may be, compressed or not, or with more values than that. */
        TOO_LARGE,
        /** More events than a record may hold. */
        TOO_MANY_EVENTS,
        /** The schema that the record names is known nowhere. */
        UNKNOWN_SCHEMA,
        /** The schema that the record names is known, and is none of Avro. */
        UNSUPPORTED_SCHEMA,
        /** Well-formed, but not an event: a required field is missing or a field has the wrong type. */
        INVALID_EVENT,
        /** Well-formed, but not an item of a corpus. */
        INVALID_ITEM,
        /** A vector of another model or length than the configured one. */
        WRONG_EMBEDDING,
        /** The embedding model failed on the text. */
        EMBEDDING_FAILED,
        /** Of an agent or cohort beyond the most that are monitored from one input partition. */
        TOO_MANY_AGENTS
    }

    private final Reason reason;

    /** Refuses a record. */
    public BadEventException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Refuses a record because something it caused failed. */
    public BadEventException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
