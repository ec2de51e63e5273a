/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.pane.ClosedPane;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneSummary;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stage roll-up: closed panes to the cells they complete. */
public final class RollUpProcessor extends ContextualProcessor<StreamKey, ClosedPane, StreamKey, PaneSummary> {

    private final CellLengths lengths;
    private final String featureMap;
    private KeyValueStore<PaneKey, byte[]> cells;

    /**
     * Rolls panes up.
     *
     * @param pane the length of panes
     * @param featureMap the identity of the feature map in use
     */
    public RollUpProcessor(Duration pane, String featureMap) {
        this.lengths = CellLengths.of(pane);
        this.featureMap = featureMap;
    }

    @Override
    public void init(ProcessorContext<StreamKey, PaneSummary> context) {
        super.init(context);
        cells = context.getStateStore(Stores.ROLLED_PANES.name());
    }

    @Override
    public void process(Record<StreamKey, ClosedPane> pane) {
        new RollUp(lengths, stored(pane.key())).add(pane.value(), featureMap).forEach(cell -> context()
                .forward(pane.withValue(PaneForm.of(pane.key(), cell))));
    }

    private RollUp.Store stored(StreamKey stream) {
        return new RollUp.Store() {
            @Override
            public RolledCell get(int level) {
                byte[] bytes = cells.get(key(level));
                return bytes == null ? null : RolledCell.fromBytes(bytes);
            }

            @Override
            public void put(int level, RolledCell cell) {
                cells.put(key(level), cell == null ? null : cell.toBytes());
            }

            private PaneKey key(int level) {
                return new PaneKey(stream, 0, Integer.toString(level));
            }
        };
    }
}
