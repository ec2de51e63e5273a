/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.HIGH;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import io.leeway.app.privacy.ScrubRule;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/** The keys of what is done to texts. None has a default that is part of the version: where they are not set nothing changes. */
final class PrivacyKeys {

    static final Key<SortedSet<String>> REDACTION_LITERALS = Key.versioned(
            "privacy.redaction-literals",
            ScrubTypes.literals(),
            MEDIUM,
            "Further texts that stand for a redacted one, white space around them aside; `__REDACTED__` and the empty text do in any "
                    + "case.");

    static final Key<List<ScrubRule>> SCRUB = Key.versioned(
            "privacy.scrub",
            ScrubTypes.rules(),
            HIGH,
            "What is taken out of texts before anything else is done with them, one after the other; `"
                    + ScrubRule.SCRUBBED
                    + "` stands there where no replacement is given. See [operations](operations.md#scrubbing).");

    static final Key<TextUse> TEXT = Key.versioned(
            "privacy.text",
            ScalarTypes.choice(TextUse.values()),
            HIGH,
            "What becomes of a text once it is embedded: nothing of it is kept (`drop`, if left out), or a salted code by which equal "
                    + "texts are found again (`hash`), see [operations](operations.md#fingerprints).");

    private PrivacyKeys() {}

    static LeewayConfig.Privacy of(Values values) {
        return new LeewayConfig.Privacy(
                values.require(Keys.EXCERPTS),
                values.get(Keys.EXCERPT_LENGTH).orElse(LeewayConfig.Privacy.EXCERPT_LENGTH),
                values.get(Keys.HASH_SALT_FILE),
                values.get(REDACTION_LITERALS).orElse(Collections.emptySortedSet()),
                values.get(SCRUB).orElse(List.of()),
                values.get(TEXT).orElse(TextUse.DROP));
    }

    /** Either a code is kept or what was written, and a code without a salt can be found out by trying. */
    static void check(Values values, Problems problems) {
        if (values.get(TEXT).filter(TextUse.HASH::equals).isEmpty()) {
            return;
        }
        if (values.get(Keys.HASH_SALT_FILE).isEmpty()) {
            problems.add(TEXT.path(), "hash", "needs " + Keys.HASH_SALT_FILE.path());
        }
        if (values.get(Keys.EXCERPTS).orElse(false)) {
            problems.add(
                    TEXT.path(), "hash", "cannot go with " + Keys.EXCERPTS.path() + ", which keeps what was written");
        }
    }
}
