/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.schemas.Detectability;
import io.leeway.stats.monitor.Detectability.Verdict;
import java.time.Instant;
import java.util.Locale;

/** How soon a change would be seen, in the form of reports. */
final class Detectabilities {

    private Detectabilities() {}

    static Detectability of(io.leeway.stats.monitor.Detectability known) {
        boolean seen = known.verdict() == Verdict.SEEN;
        return new Detectability(
                name(known.change()),
                known.feature(),
                known.size(),
                name(known.verdict()),
                seen ? known.delay().toMillis() : null,
                known.within().toMillis(),
                known.smallest() > 0 ? known.smallest() : null,
                Instant.ofEpochMilli(known.at()));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
