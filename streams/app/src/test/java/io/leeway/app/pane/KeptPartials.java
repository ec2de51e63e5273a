/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.topic.StreamKey;
import java.util.Map;
import java.util.TreeMap;

/** Keeps partials and progress in memory, as a reader of the stored bytes would see them. */
final class KeptPartials implements PaneMerge.Store {

    private record Place(StreamKey stream, long start, SourcePartition source) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byStream = stream.compareTo(other.stream);
            int byStart = byStream != 0 ? byStream : Long.compare(start, other.start);
            return byStart != 0 ? byStart : source.compareTo(other.source);
        }
    }

    private final Map<Place, byte[]> partials = new TreeMap<>();
    private final Map<StreamKey, byte[]> progress = new TreeMap<>();

    @Override
    public void putPartial(StreamKey stream, PartialPane partial) {
        partials.put(new Place(stream, partial.paneStart(), partial.source()), PaneFormats.write(partial));
    }

    @Override
    public void removePartial(StreamKey stream, long paneStart, SourcePartition source) {
        partials.remove(new Place(stream, paneStart, source));
    }

    @Override
    public void putProgress(StreamKey stream, MergeProgress merged) {
        progress.put(stream, PaneFormats.write(merged));
    }

    @Override
    public MergeProgress progress(StreamKey stream) {
        byte[] stored = progress.get(stream);
        return stored == null ? null : PaneFormats.readMergeProgress(stored);
    }

    int size() {
        return partials.size();
    }

    /** Hands everything kept to a merge that begins. */
    void restoreTo(PaneMerge merge, long now) {
        partials.forEach((place, bytes) -> merge.restore(place.stream(), PaneFormats.readPartialPane(bytes), now));
    }
}
