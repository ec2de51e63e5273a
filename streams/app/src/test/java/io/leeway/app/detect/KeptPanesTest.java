/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal.Shelf;
import org.junit.jupiter.api.Test;

class KeptPanesTest {

    private final StageContext<String, String> stage = StageContext.of(0, Stores.KEPT_PANES);
    private final KeptPanes kept = of(new StreamKey("a", ""));

    private KeptPanes of(StreamKey stream) {
        return new KeptPanes(stream, stage.store(Stores.KEPT_PANES));
    }

    private static PaneEntry entry(long start) {
        return new PaneEntry(start, start + 10, new PaneSummary());
    }

    @Test
    void shouldLoadAShelfInTheOrderOfTime() {
        kept.put(Shelf.HISTORY, entry(300));
        kept.put(Shelf.HISTORY, entry(-20));
        kept.put(Shelf.HISTORY, entry(0));
        kept.put(Shelf.PINNED, entry(100));

        assertThat(kept.load(Shelf.HISTORY)).extracting(PaneEntry::start).containsExactly(-20L, 0L, 300L);
        assertThat(kept.load(Shelf.PINNED)).extracting(PaneEntry::end).containsExactly(110L);
    }

    @Test
    void shouldReplaceAndRemove() {
        kept.put(Shelf.HISTORY, entry(0));
        kept.put(Shelf.HISTORY, new PaneEntry(0, 50, new PaneSummary()));
        kept.put(Shelf.PINNED, entry(0));
        kept.put(Shelf.HISTORY, entry(100));
        kept.remove(Shelf.HISTORY, 100);

        assertThat(kept.load(Shelf.HISTORY)).extracting(PaneEntry::end).containsExactly(50L);
        assertThat(kept.load(Shelf.PINNED)).hasSize(1);
    }

    @Test
    void shouldKeepStreamsApart() {
        of(new StreamKey("a", "v2")).put(Shelf.HISTORY, entry(0));
        of(new StreamKey("ab", "")).put(Shelf.HISTORY, entry(0));

        assertThat(kept.load(Shelf.HISTORY)).isEmpty();
    }

    @Test
    void shouldRefuseAnUnknownVersion() {
        byte[] bytes = KeptPanes.write(entry(0));
        bytes[0] = 9;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeptPanes.read(0, bytes))
                .withMessageContaining("version 9");
    }
}
