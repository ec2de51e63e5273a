/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which letters are meant.
 *
 * @param topic of records of this topic, or null for all
 * @param reason with this reason, or null for all
 * @param since written at this time or later, or null for all
 */
public record LetterFilter(String topic, String reason, Instant since) implements Predicate<Letter> {
    @Override
    public boolean test(Letter letter) {
        return (topic == null || topic.equals(letter.topic()))
                && (reason == null || reason.equals(letter.reason()))
                && (since == null || !letter.setAsideAt().isBefore(since));
    }
}
