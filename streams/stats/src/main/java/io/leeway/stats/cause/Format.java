/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.text.TextDescriptors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another format: something that many texts had on their surface, such as capitals or punctuation, is gone, or all letters
 * have become capitals. People who write about something else do not do that, a client in between does.
 *
 * <p>Gone: at least {@value #COMMON} of the reference's texts had it, at least {@value #MOST} of those would no longer,
 * beyond doubt. All capitals: the share of texts with hardly a small letter rose by at least {@value #MOST}.
 */
final class Format {

    private static final double COMMON = 0.2;
    private static final double MOST = 0.5;
    private static final double NEARLY_ALL = 0.9;

    // Above the bucket of 0 and below one of the longest text's characters.
    private static final double NOTHING = 1e-6;

    private static final Map<String, String> SURFACE = surface();

    private Format() {}

    private static Map<String, String> surface() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(TextDescriptors.UPPER_CASE, "capitals");
        words.put(TextDescriptors.PUNCTUATION, "punctuation");
        words.put(TextDescriptors.DIGITS, "digits");
        words.put(TextDescriptors.NON_ASCII, "letters beyond ASCII");
        return words;
    }

    static Optional<Cause> find(Scene scene) {
        List<String> changes = new ArrayList<>();
        SURFACE.forEach((name, words) -> gone(scene, name, words).ifPresent(changes::add));
        capitals(scene).ifPresent(changes::add);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(Kind.DATA_QUALITY, "format", String.join(", ", changes)));
    }

    private static Optional<String> gone(Scene scene, String name, String words) {
        NumberSummary before = scene.before().numbers().get(name);
        NumberSummary now = scene.now().numbers().get(name);
        if (before == null || now == null || before.count() == 0 || now.count() == 0) {
            return Optional.empty();
        }
        double had = 1 - share(before.countAtMost(NOTHING), before);
        double has = 1 - share(now.countAtMost(NOTHING), now);
        boolean gone = had >= COMMON
                && has <= (1 - MOST) * had
                && Shares.rose(now.countAtMost(NOTHING), now.count(), before.countAtMost(NOTHING), before.count());
        return gone
                ? Optional.of("texts with " + words + " " + percent(had) + " to " + percent(has))
                : Optional.empty();
    }

    private static Optional<String> capitals(Scene scene) {
        NumberSummary before = scene.before().numbers().get(TextDescriptors.UPPER_CASE);
        NumberSummary now = scene.now().numbers().get(TextDescriptors.UPPER_CASE);
        if (before == null || now == null || before.count() == 0 || now.count() == 0) {
            return Optional.empty();
        }
        double shareBefore = share(capitals(before), before);
        double shareNow = share(capitals(now), now);
        boolean shouting = shareNow - shareBefore >= MOST
                && Shares.rose(capitals(now), now.count(), capitals(before), before.count());
        return shouting
                ? Optional.of("texts in capitals " + percent(shareBefore) + " to " + percent(shareNow))
                : Optional.empty();
    }

    private static long capitals(NumberSummary values) {
        return values.count() - values.countAtMost(NEARLY_ALL);
    }

    private static double share(long hits, NumberSummary values) {
        return (double) hits / values.count();
    }
}
