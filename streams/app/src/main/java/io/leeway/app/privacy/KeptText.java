/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import io.leeway.app.error.ContentHash;
import io.leeway.stats.text.Excerpt;
import io.leeway.stats.text.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is kept of a text beside its vector. */
@FunctionalInterface
public interface KeptText {

    /** Nothing. */
    KeptText NOTHING = text -> Optional.empty();

    /** What is kept of one text. */
    Optional<String> of(String text);

    /** The beginning. */
    static KeptText excerpt(int characters) {
        return text -> Excerpt.of(text, characters);
    }

    /**
     * A code that is the same for equal texts, whatever white space is around them, and from which nobody finds the text, not even by
     * trying, without the salt.
     *
     * @throws IllegalArgumentException if there is no salt
     */
    static KeptText fingerprint(ContentHash hash) {
        if (!hash.salted()) {
            throw new IllegalArgumentException("a fingerprint of a text needs a salt");
        }
        return text -> Optional.of(Fingerprint.of(hash.digits(text.strip().getBytes(StandardCharsets.UTF_8))));
    }
}
