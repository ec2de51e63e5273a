/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.pane.LocalPanes;
import io.leeway.app.pane.LocalPanes.OpenPane;
import io.leeway.app.pane.MergeProgress;
import io.leeway.app.pane.PaneMerge;
import io.leeway.app.pane.PartialPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.topic.StreamKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The stores of a replay. A replay never starts again from what it kept, so of the panes it keeps nothing; how far a
 * stream has come must be remembered, because streams without open panes are forgotten elsewhere.
 */
final class Memory implements LocalPanes.Store, PaneMerge.Store {

    private final Map<StreamKey, Long> times = new HashMap<>();
    private final Map<StreamKey, MergeProgress> progress = new HashMap<>();

    @Override
    public void putPane(StreamKey stream, long paneStart, OpenPane pane) {}

    @Override
    public void removePane(StreamKey stream, long paneStart) {}

    @Override
    public void putTime(StreamKey stream, long time) {
        times.put(stream, time);
    }

    @Override
    public Long time(StreamKey stream) {
        return times.get(stream);
    }

    @Override
    public void putPartial(StreamKey stream, PartialPane partial) {}

    @Override
    public void removePartial(StreamKey stream, long paneStart, SourcePartition source) {}

    @Override
    public void putProgress(StreamKey stream, MergeProgress merged) {
        progress.put(stream, merged);
    }

    @Override
    public MergeProgress progress(StreamKey stream) {
        return progress.get(stream);
    }
}
