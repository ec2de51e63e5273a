/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneSummary;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is of each stream. */
public final class PaneList {

    private final SortedMap<StreamKey, Row> rows = new TreeMap<>();

    /**
     * The panes of one stream.
     *
     * @param panes how many there are
     * @param first start of the first, inclusive
     * @param last end of the last, exclusive
     * @param events the events in them
     * @param bytes the size of their summaries, not compressed
     * @param featureMaps the feature maps they were computed with
     */
    public record Row(
            long panes, Instant first, Instant last, long events, long bytes, SortedSet<String> featureMaps) {}

    /**
     * Counts recorded panes.
     *
     * @throws IOException if they cannot be read to their end
     */
    public static PaneList of(PaneRecords records) throws IOException {
        PaneList list = new PaneList();
        records.forEach(list::add);
        return list;
    }

    /** By stream. */
    public SortedMap<StreamKey, Row> rows() {
        return rows;
    }

    /** How many panes there are in all. */
    public long panes() {
        return rows.values().stream().mapToLong(Row::panes).sum();
    }

    private void add(PaneSummary pane) {
        Row one = new Row(
                1,
                pane.getPaneStart(),
                pane.getPaneEnd(),
                pane.getEvents(),
                pane.getSummary().remaining(),
                new TreeSet<>(Set.of(pane.getFeatureMap())));
        rows.merge(PaneForm.stream(pane), one, PaneList::both);
    }

    private static Row both(Row before, Row later) {
        before.featureMaps().addAll(later.featureMaps());
        return new Row(
                before.panes() + later.panes(),
                before.first(),
                later.last(),
                before.events() + later.events(),
                before.bytes() + later.bytes(),
                before.featureMaps());
    }
}
