/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import java.util.List;

/** The keys of corpora. None has a default that is part of the version: without corpora nothing changes. */
final class CorpusKeys {
    private static final int ITEMS_KEPT = 20_000;

    static final Key<List<LeewayConfig.Input>> TOPICS = Key.operational(
            "corpora",
            InputTypes.corpora(Keys.TOPIC_NAME),
            MEDIUM,
            "The topics with what agents can look up, as `[{topic: agent-corpus, format: auto}]`; none if left out. "
                    + "See [coverage](guide.md#does-the-corpus-cover-what-is-asked).");
    static final Key<Integer> ITEMS = Key.versioned(
            "corpus-items",
            ScalarTypes.integer(200, 1_000_000),
            LOW,
            "How many items of one agent's corpus are kept, at most; `" + ITEMS_KEPT
                    + "` if left out. Of more, a sample that does not depend on their order is kept.");

    private CorpusKeys() {}

    static LeewayConfig.Corpora of(Values values) {
        return new LeewayConfig.Corpora(
                values.get(TOPICS).orElse(List.of()), values.get(ITEMS).orElse(ITEMS_KEPT));
    }
}
