/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

/** What the events of a benchmark carry. */
public enum EventShape {
    /** A text and nothing else. */
    TEXT(true, 0, 0),
    /** No text, but ten numbers and ten categories: twenty features. */
    TABLE(false, 10, 10),
    /** A text, two numbers and two categories, like the demo's events. */
    CHAT(true, 2, 2);

    private final boolean text;
    private final int numbers;
    private final int categories;

    EventShape(boolean text, int numbers, int categories) {
        this.text = text;
        this.numbers = numbers;
        this.categories = categories;
    }

    boolean text() {
        return text;
    }

    int numbers() {
        return numbers;
    }

    int categories() {
        return categories;
    }
}
