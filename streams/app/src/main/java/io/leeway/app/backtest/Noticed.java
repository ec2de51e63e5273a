/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.topic.StreamKey;
import java.util.List;
import java.util.Optional;

/**
 * Which known changes of a stream would have been noticed.
 *
 * @param configuration under which configuration
 * @param stream the stream
 * @param trials the changes, by kind and size
 */
public record Noticed(String configuration, StreamKey stream, List<Trial> trials) {

    /** Copies the list. */
    public Noticed {
        trials = List.copyOf(trials);
    }

    /** The smallest size of a change from which on at least half of the trials were seen; empty if none. */
    Optional<Trial> smallest(KnownChange change) {
        Optional<Trial> smallest = Optional.empty();
        for (Trial trial : trials) {
            if (trial.change().equals(change)) {
                smallest = trial.median().isEmpty() ? Optional.empty() : smallest.or(() -> Optional.of(trial));
            }
        }
        return smallest;
    }
}
