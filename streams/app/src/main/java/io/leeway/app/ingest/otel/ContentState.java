/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.util.Locale;

/** What became of the content of messages on its way into telemetry. */
enum ContentState {
    /** It is there. */
    CAPTURED,
    /** It is not recorded: recording it must be switched on in every convention. */
    ABSENT,
    /** It was taken out. */
    REDACTED,
    /** It was cut, so that what was said last cannot be told. */
    TRUNCATED,
    /** It is kept elsewhere. */
    EXTERNAL;

    /** As events have it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
