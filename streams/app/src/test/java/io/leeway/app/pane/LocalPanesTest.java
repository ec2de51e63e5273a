/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static io.leeway.app.pane.PaneFixtures.GRACE;
import static io.leeway.app.pane.PaneFixtures.MAP;
import static io.leeway.app.pane.PaneFixtures.OTHER_MAP;
import static io.leeway.app.pane.PaneFixtures.PANE;
import static io.leeway.app.pane.PaneFixtures.SETTINGS;
import static io.leeway.app.pane.PaneFixtures.observation;
import static io.leeway.app.pane.PaneFixtures.summary;
import static io.leeway.app.pane.PaneFixtures.withoutText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leeway.app.pane.LocalPanes.OpenPane;
import io.leeway.app.pane.LocalPanes.Verdict;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.SummaryLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LocalPanesTest {

    private static final SourcePartition SOURCE = new SourcePartition("inputs", 0);
    private static final StreamKey A = new StreamKey("a", "");
    private static final StreamKey B = new StreamKey("b", "");
    private static final long NOW = 1_000_000;

    private final KeptLocally store = new KeptLocally();
    private final List<PartialPane> closed = new ArrayList<>();
    private LocalPanes panes = local(MAP);
    private long offset;

    private LocalPanes local(KernelFeatureMap map) {
        return new LocalPanes(SOURCE, SETTINGS, map, SummaryLimits.DEFAULTS, Integer.MAX_VALUE, store);
    }

    private Verdict add(StreamKey stream, String id, long time) {
        return panes.add(stream, observation(id, time), offset++, NOW, closed);
    }

    @Test
    void shouldClosePanesOnceGraceHasPassed() {
        add(A, "e0", 0);
        add(A, "e1", PANE + GRACE - 1);
        assertThat(closed).isEmpty();

        add(A, "e2", PANE + GRACE);

        assertThat(closed).hasSize(1);
        PartialPane first = closed.get(0);
        assertThat(first.source()).isEqualTo(SOURCE);
        assertThat(first.paneStart()).isZero();
        assertThat(first.closedUpTo()).isEqualTo(PANE);
        assertThat(first.fresh()).isEqualTo(1);
        assertThat(first.summary().digest())
                .isEqualTo(summary(MAP, observation("e0", 0)).digest());
    }

    @Test
    void shouldCloseSeveralPanesOldestFirstAndBeDoneWithEachOnlyOnceItIsSent() {
        add(A, "e1", PANE);
        add(A, "e0", PANE - 1);
        add(A, "e2", 10 * PANE);

        assertThat(closed).extracting(PartialPane::paneStart).containsExactly(0L, PANE);
        assertThat(closed).extracting(PartialPane::closedUpTo).containsExactly(PANE, 9 * PANE);
    }

    @Test
    void shouldPutTimesBeforeTheEpochInTheirPanes() {
        add(A, "e0", -1);
        add(A, "e1", -PANE);
        add(A, "e2", 5 * PANE);

        assertThat(closed).extracting(PartialPane::paneStart).containsExactly(-PANE);
        assertThat(closed.get(0).summary().events()).isEqualTo(2);
    }

    @Test
    void shouldTakeEventsWithinGraceAndCallLaterOnesLate() {
        add(A, "e0", PANE + GRACE - 1);
        assertThat(add(A, "e1", PANE - 1)).isEqualTo(Verdict.ADDED);
        add(A, "e2", PANE + GRACE);
        assertThat(add(A, "e3", PANE - 1)).isEqualTo(Verdict.LATE);
        assertThat(add(A, "e4", PANE)).isEqualTo(Verdict.ADDED);
    }

    @Test
    void shouldKeepTheTimeOfEachStreamByItself() {
        add(A, "e0", 1000 * PANE);

        assertThat(add(B, "e1", 0)).isEqualTo(Verdict.ADDED);
        assertThat(add(A, "e2", 0)).isEqualTo(Verdict.LATE);
        assertThat(closed).isEmpty();
    }

    @Test
    void shouldAddEachEventOfOneRecordOnce() {
        assertThat(panes.add(A, observation("e0", 0), 7, NOW, closed)).isEqualTo(Verdict.ADDED);
        assertThat(panes.add(A, observation("e1", 1), 7, NOW, closed)).isEqualTo(Verdict.ADDED);
        assertThat(panes.add(B, observation("e2", 1), 7, NOW, closed)).isEqualTo(Verdict.ADDED);
        assertThat(panes.add(A, observation("e3", PANE), 7, NOW, closed)).isEqualTo(Verdict.ADDED);
        assertThat(panes.add(A, observation("e1", 1), 7, NOW, closed)).isEqualTo(Verdict.REPEATED);

        assertThat(store.panes.get(A).get(0L).summary().events()).isEqualTo(2);
        assertThat(store.panes.get(A).get(PANE).summary().events()).isEqualTo(1);
        assertThat(store.panes.get(B).get(0L).summary().events()).isEqualTo(1);
    }

    @Test
    void shouldAddNoEventOfARecordThatWasAddedBeforeARestart() {
        panes.add(A, observation("e0", 0), 7, NOW, closed);
        panes.add(A, observation("e1", 1), 7, NOW, closed);

        panes = local(MAP);
        store.panes.forEach((stream, open) -> open.forEach((start, pane) -> panes.restore(stream, start, pane, NOW)));

        assertThat(panes.add(A, observation("e0", 0), 7, NOW, closed)).isEqualTo(Verdict.REPEATED);
        assertThat(panes.add(A, observation("e1", 1), 7, NOW, closed)).isEqualTo(Verdict.REPEATED);
        assertThat(panes.add(A, observation("e2", 2), 8, NOW, closed)).isEqualTo(Verdict.ADDED);
        assertThat(store.panes.get(A).get(0L).summary().events()).isEqualTo(3);
    }

    @Test
    void shouldCountARecordOnceHoweverOftenItIsRead() {
        assertThat(panes.add(A, observation("e0", 0), 7, NOW, closed)).isEqualTo(Verdict.ADDED);
        assertThat(panes.add(A, observation("e0", 0), 7, NOW, closed)).isEqualTo(Verdict.REPEATED);
        assertThat(panes.add(A, observation("e1", 1), 6, NOW, closed)).isEqualTo(Verdict.REPEATED);
        assertThat(panes.add(A, observation("e2", 2), 8, NOW, closed)).isEqualTo(Verdict.ADDED);

        assertThat(store.panes.get(A).get(0L).summary().events()).isEqualTo(2);
    }

    @Test
    void shouldLeaveOutEventsOfAnotherFeatureMapUntilTheNextPane() {
        add(A, "e0", 0);
        panes = restored(OTHER_MAP);

        assertThat(add(A, "e1", 1)).isEqualTo(Verdict.FOREIGN);
        assertThat(add(A, "e2", PANE)).isEqualTo(Verdict.ADDED);
        add(A, "e3", PANE + PANE + GRACE);

        assertThat(closed)
                .extracting(pane -> pane.summary().featureMap().orElseThrow())
                .containsExactly(MAP.digest(), OTHER_MAP.digest());
        assertThat(closed).extracting(pane -> pane.summary().events()).containsExactly(1L, 1L);
    }

    @Test
    void shouldTakeAnyFeatureMapWhileThereWasNoText() {
        panes.add(A, withoutText("e0", 0), offset++, NOW, closed);

        assertThat(add(A, "e1", 1)).isEqualTo(Verdict.ADDED);
    }

    @Test
    void shouldSendWhatChangedAtMostOnceAndNotBeforeItsTime() {
        add(A, "e0", 0);
        add(A, "e1", PANE);
        panes.add(B, observation("e2", 0), offset++, NOW + 500, closed);

        assertThat(panes.due(NOW + 1999, 2000)).isEmpty();

        Map<StreamKey, List<PartialPane>> due = panes.due(NOW + 2000, 2000);
        assertThat(due).containsOnlyKeys(A);
        assertThat(due.get(A)).extracting(PartialPane::paneStart).containsExactly(0L, PANE);
        assertThat(due.get(A)).extracting(PartialPane::closedUpTo).containsOnly(0L);
        assertThat(panes.due(NOW + 2500, 2000)).containsOnlyKeys(B);
        assertThat(panes.due(NOW + 99_000, 2000)).isEmpty();
    }

    @Test
    void shouldNotPutASendingOffBecauseTheStreamIsBusy() {
        for (long now = NOW; now < NOW + 2000; now += 100) {
            panes.add(A, observation("e" + now, 0), offset++, now, closed);
        }

        assertThat(panes.due(NOW + 2000, 2000)).containsOnlyKeys(A);
    }

    @Test
    void shouldSayHowManyEventsAPartialBringsForTheFirstTime() {
        add(A, "e0", 0);
        add(A, "e1", 1);
        assertThat(panes.due(NOW + 2000, 2000).get(A))
                .extracting(PartialPane::fresh)
                .containsExactly(2L);

        add(A, "e2", 2);
        panes = restored(MAP);
        assertThat(panes.due(NOW + 4000, 2000).get(A))
                .extracting(PartialPane::fresh, partial -> partial.summary().events())
                .containsExactly(tuple(1L, 3L));

        add(A, "e3", 10 * PANE);
        assertThat(closed).extracting(PartialPane::fresh).containsExactly(0L);
    }

    @Test
    void shouldGoOnAfterARestartAsIfThereHadBeenNone() {
        add(A, "e0", 0);
        add(A, "e1", PANE + GRACE - 1);
        panes = restored(MAP);

        assertThat(add(A, "e2", 2)).isEqualTo(Verdict.ADDED);
        assertThat(panes.add(A, observation("e1", PANE + GRACE - 1), 1, NOW, closed))
                .isEqualTo(Verdict.REPEATED);
        add(A, "e3", PANE + GRACE);
        panes = restored(MAP);

        assertThat(add(A, "e4", 4)).isEqualTo(Verdict.LATE);
        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).summary().digest())
                .isEqualTo(
                        summary(MAP, observation("e0", 0), observation("e2", 2)).digest());
    }

    @Test
    void shouldKeepOnlyPanesThatAreOpen() {
        add(A, "e0", 0);
        add(A, "e1", PANE);
        add(A, "e2", 10 * PANE);

        assertThat(store.panes.get(A)).containsOnlyKeys(10 * PANE);
    }

    private LocalPanes restored(KernelFeatureMap map) {
        LocalPanes restored = local(map);
        store.panes.forEach((stream, open) -> open.forEach((start, pane) ->
                restored.restore(stream, start, PaneFormats.readOpenPane(PaneFormats.write(pane)), NOW)));
        return restored;
    }

    /** Keeps what it is given, as a reader of the stored bytes would see it. */
    static final class KeptLocally implements LocalPanes.Store {
        final Map<StreamKey, Map<Long, OpenPane>> panes = new TreeMap<>();
        final Map<StreamKey, Long> times = new TreeMap<>();

        @Override
        public void putPane(StreamKey stream, long paneStart, OpenPane pane) {
            panes.computeIfAbsent(stream, key -> new TreeMap<>())
                    .put(paneStart, PaneFormats.readOpenPane(PaneFormats.write(pane)));
        }

        @Override
        public void removePane(StreamKey stream, long paneStart) {
            panes.get(stream).remove(paneStart);
        }

        @Override
        public void putTime(StreamKey stream, long time) {
            times.put(stream, time);
        }

        @Override
        public Long time(StreamKey stream) {
            return times.get(stream);
        }
    }
}
