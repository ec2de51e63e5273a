/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Items that answer what is asked in {@link Traffic} before and after its change.
 *
 * @param agent the agent that can look them up
 */
record CorpusTexts(String agent) {

    /** Items in the words of before the change, as JSON. */
    List<String> before(int number, Instant updatedAt) {
        return items("before", Traffic.BEFORE, number, updatedAt);
    }

    /** Items in the words of after the change, as JSON. */
    List<String> after(int number, Instant updatedAt) {
        return items("after", Traffic.AFTER, number, updatedAt);
    }

    /** The id of an item. */
    String id(String kind, int number) {
        return kind + "-" + number;
    }

    private List<String> items(String kind, List<String> vocabulary, int number, Instant updatedAt) {
        Random random = new Random(kind.hashCode());
        List<String> items = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String at = updatedAt == null ? "" : ",\"updatedAt\":\"" + updatedAt + "\"";
            items.add("{\"agentId\":\"" + agent + "\",\"itemId\":\"" + id(kind, i) + "\",\"text\":\""
                    + Traffic.words(vocabulary, random) + "\"" + at + "}");
        }
        return items;
    }
}
