/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import java.time.Instant;

/**
 * What stands around an event and goes for it where it does not say otherwise: the envelope that it came in, and the record.
 *
 * @param eventId the envelope's id, or a digest of the content
 * @param occurredAt the envelope's time, or null
 * @param traceId the envelope's trace, or null
 * @param appendedAt when the record was written, epoch milliseconds
 */
public record Surroundings(String eventId, Instant occurredAt, String traceId, long appendedAt) {

    /** Of a content without an envelope: it has a digest, and nothing else is said about it. */
    public static Surroundings bare(String digest, long appendedAt) {
        return new Surroundings(digest, null, null, appendedAt);
    }
}
