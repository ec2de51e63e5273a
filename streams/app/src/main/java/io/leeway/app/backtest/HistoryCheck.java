/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.history.PaneList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether recorded panes are what configurations need. */
final class HistoryCheck {

    private HistoryCheck() {}

    /**
     * Checks.
     *
     * @param list what there is
     * @param featureMap the feature map of the configured model
     * @throws HistoryException if there is nothing, or texts would have to be embedded again
     */
    static void of(PaneList list, String featureMap, List<Candidate> candidates) {
        if (list.panes() == 0) {
            throw new HistoryException("there are no such panes in the history");
        }
        SortedSet<String> maps = new TreeSet<>();
        list.rows().values().forEach(row -> maps.addAll(row.featureMaps()));
        for (Candidate candidate : candidates) {
            boolean texts = list.rows().keySet().stream().anyMatch(stream -> candidate
                    .config()
                    .settingsFor(stream.agentId())
                    .features()
                    .text());
            if (texts && !maps.contains(featureMap)) {
                throw new HistoryException("the panes were computed with the feature map "
                        + String.join(", ", maps) + ", and model "
                        + candidate.config().model().name() + " has "
                        + featureMap + ": texts would have to be embedded again; name the model the panes come from"
                        + " (model.name, model.max-tokens)");
            }
        }
    }
}
