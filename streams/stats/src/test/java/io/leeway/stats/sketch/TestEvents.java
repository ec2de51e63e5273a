/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Random observations of every shape. */
final class TestEvents {

    private static final List<TextState> TEXTS = List.of(TextState.PRESENT, TextState.MISSING, TextState.REDACTED);

    private TestEvents() {}

    static List<Observation> random(Random random, int size) {
        List<Observation> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (i > 0 && random.nextInt(10) == 0) {
                events.add(events.get(random.nextInt(i)));
            } else {
                events.add(one(random));
            }
        }
        return events;
    }

    private static Observation one(Random random) {
        TextState text = TEXTS.get(random.nextInt(3));
        TreeMap<String, Double> numbers = new TreeMap<>();
        TreeMap<String, String> categories = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            numbers.put(
                    "number-" + random.nextInt(9), random.nextBoolean() ? random.nextGaussian() : random.nextInt(9));
            categories.put("category-" + random.nextInt(9), "value-" + random.nextInt(20));
        }
        if (random.nextInt(3) == 0) {
            numbers.put("text/" + random.nextInt(50), random.nextGaussian());
            categories.put("text/script", "script-" + random.nextInt(9));
        }
        if (random.nextInt(20) == 0) {
            numbers.put("number-0", random.nextBoolean() ? Double.POSITIVE_INFINITY : -0.0);
            numbers.put("n".repeat(150), 1.0);
        }
        return new Observation(
                "event-" + random.nextInt(1_000),
                random.nextBoolean() ? null : "trace-" + random.nextInt(),
                random.nextBoolean() ? null : "session-" + random.nextInt(9),
                1_700_000_000_000L + random.nextInt(60_000),
                text,
                text == TextState.PRESENT ? KernelSumTest.vector(random) : null,
                numbers,
                categories,
                null,
                text == TextState.PRESENT && random.nextInt(3) == 0 ? "größe 🚀 " + random.nextInt(9) : null);
    }
}
