/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.text.TextDescriptors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;

/**
 * What later stages rely on, whatever an event was read from: keys that are the same when they come back from bytes, times
 * that can be added to, names that are not taken.
 */
final class EventChecks {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private EventChecks() {}

    /**
     * The event, if it is sound.
     *
     * @throws BadEventException if it is not
     */
    static Event checked(Event event) {
        requireEncodable("agentId", event.key().agentId());
        requireEncodable("cohort", event.key().cohort());
        if (event.key().isMix()) {
            throw new BadEventException(
                    Reason.INVALID_EVENT, "cohort '" + StreamKey.ALL + "' is reserved: it stands for all of them");
        }
        if (event.occurredAt().isBefore(EARLIEST) || !event.occurredAt().isBefore(LATEST)) {
            throw new BadEventException(Reason.INVALID_EVENT, "occurredAt must be within the years 1 to 9999");
        }
        requireUnreserved("numbers", event.numbers());
        requireUnreserved("categories", event.categories());
        return event;
    }

    private static void requireUnreserved(String field, SortedMap<String, ?> values) {
        // In the order of names, those with the prefix come first among all that are not before it.
        SortedMap<String, ?> from = values.tailMap(TextDescriptors.PREFIX);
        if (!from.isEmpty() && from.firstKey().startsWith(TextDescriptors.PREFIX)) {
            throw new BadEventException(
                    Reason.INVALID_EVENT,
                    field + "." + from.firstKey() + " is reserved: names that begin with '" + TextDescriptors.PREFIX
                            + "' are measured on the text");
        }
    }

    private static void requireEncodable(String field, String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new BadEventException(Reason.INVALID_EVENT, field + " must be well-formed Unicode");
        }
    }
}
