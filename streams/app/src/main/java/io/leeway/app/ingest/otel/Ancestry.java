/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.app.ingest.otel.Signals.Link;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What each operation of a record was done for: the nearest one above it that is of a kind, as far as the record has the spans
 * between them. Parents that form a circle lead nowhere. The cost is linear in the operations: each is walked through once.
 */
final class Ancestry {

    private static final int UNKNOWN = -2;
    private static final int NOBODY = -1;

    private final List<Operation> operations;
    private final Predicate<Operation> wanted;
    private final Map<Link, Integer> ids = new HashMap<>();
    private final int[] nearest;

    /** Looks for those that are wanted. */
    Ancestry(List<Operation> operations, Predicate<Operation> wanted) {
        this.operations = operations;
        this.wanted = wanted;
        for (int i = 0; i < operations.size(); i++) {
            Link link = operations.get(i).link();
            if (link.trace() != null && link.span() != null) {
                ids.putIfAbsent(new Link(link.trace(), link.span(), null), i);
            }
        }
        nearest = new int[operations.size()];
        Arrays.fill(nearest, UNKNOWN);
        for (int i = 0; i < nearest.length; i++) {
            resolve(i);
        }
    }

    /** What is wanted above the operation at an index, or null. */
    Operation above(int index) {
        return nearest[index] == NOBODY ? null : operations.get(nearest[index]);
    }

    private void resolve(int index) {
        Deque<Integer> path = new ArrayDeque<>();
        int at = index;
        int found = NOBODY;
        while (true) {
            if (nearest[at] != UNKNOWN) {
                found = nearest[at];
                break;
            }
            // For now; whoever comes here again on this path has gone in a circle.
            nearest[at] = NOBODY;
            path.push(at);
            Link link = operations.get(at).link();
            Integer parent = link.parent() == null ? null : ids.get(new Link(link.trace(), link.parent(), null));
            if (parent == null) {
                break;
            }
            if (wanted.test(operations.get(parent))) {
                found = parent;
                break;
            }
            at = parent;
        }
        for (int passed : path) {
            nearest[passed] = found;
        }
    }
}
