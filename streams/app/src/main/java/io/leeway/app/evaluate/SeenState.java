/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.monitor.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A state an agent was in.
 *
 * @param state the state
 * @param row the row of its first evaluation
 * @param flags every flag that qualified it at some evaluation
 */
public record SeenState(Evaluation.State state, int row, List<Evaluation.Flag> flags) {

    /** Copies the list. */
    public SeenState {
        flags = List.copyOf(flags);
    }

    /** Gathers states. Not thread-safe. */
    static final class Book {

        private final Map<Evaluation.State, Integer> rows = new LinkedHashMap<>();
        private final Map<Evaluation.State, SortedSet<Evaluation.Flag>> flags = new LinkedHashMap<>();

        void evaluated(int row, Evaluation evaluation) {
            rows.putIfAbsent(evaluation.state(), row);
            flags.computeIfAbsent(evaluation.state(), any -> new TreeSet<>()).addAll(evaluation.flags());
        }

        /** In the order of their first appearance. */
        List<SeenState> states() {
            List<SeenState> states = new ArrayList<>();
            rows.forEach((state, row) -> states.add(new SeenState(state, row, List.copyOf(flags.get(state)))));
            return states;
        }
    }
}
