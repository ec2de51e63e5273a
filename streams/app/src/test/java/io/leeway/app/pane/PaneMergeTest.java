/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static io.leeway.app.pane.PaneFixtures.GRACE;
import static io.leeway.app.pane.PaneFixtures.MAP;
import static io.leeway.app.pane.PaneFixtures.OTHER_MAP;
import static io.leeway.app.pane.PaneFixtures.PANE;
import static io.leeway.app.pane.PaneFixtures.observation;
import static io.leeway.app.pane.PaneFixtures.summary;
import static io.leeway.app.pane.PaneFixtures.withoutText;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.pane.ClosedPane.ClosedBy;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaneMergeTest {

    private static final StreamKey A = new StreamKey("a", "");
    private static final SourcePartition ONE = new SourcePartition("inputs", 0);
    private static final SourcePartition TWO = new SourcePartition("inputs", 1);
    private static final long NOW = 10 * PANE;
    private static final long IDLE = 10_000;
    private static final InputFrontier NOTHING = (source, reader) -> Long.MIN_VALUE;
    private static final InputFrontier EVERYTHING = (source, reader) -> Long.MAX_VALUE;

    private final KeptPartials kept = new KeptPartials();
    private PaneMerge merge = newMerge();

    private PaneMerge newMerge() {
        return new PaneMerge(Set.of(ONE, TWO), PANE, GRACE, IDLE, kept);
    }

    private static PartialPane partial(SourcePartition source, long start, long closedUpTo, Observation... events) {
        return partial(MAP, source, start, closedUpTo, events);
    }

    private static PartialPane partial(
            KernelFeatureMap map, SourcePartition source, long start, long closedUpTo, Observation... events) {
        return new PartialPane(source, start, closedUpTo, events.length, summary(map, events));
    }

    private List<ClosedPane> close(long now, InputFrontier frontier) {
        return merge.close(A, now, 0, frontier);
    }

    private static InputFrontier upTo(long one, long two) {
        return (source, reader) -> source.equals(ONE) ? one : two;
    }

    @Test
    void shouldCloseAPaneThatEveryPartitionHasPassed() {
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1)), NOW);
        assertThat(close(NOW, NOTHING)).isEmpty();
        merge.add(A, partial(TWO, 0, PANE, observation("e1", 2)), NOW);

        List<ClosedPane> closed = close(NOW, NOTHING);

        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).closedBy()).isEqualTo(ClosedBy.TIME);
        assertThat(closed.get(0).sources()).containsExactly(ONE, TWO);
        assertThat(closed.get(0).entry().start()).isZero();
        assertThat(closed.get(0).entry().end()).isEqualTo(PANE);
        assertThat(closed.get(0).entry().summary().digest())
                .isEqualTo(
                        summary(MAP, observation("e0", 1), observation("e1", 2)).digest());
        assertThat(kept.size()).isZero();
        assertThat(merge.waiting()).isEmpty();
    }

    @Test
    void shouldCloseAPaneOnceTheOtherPartitionsWereReadToWhereItWasPassed() {
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1)), NOW);

        assertThat(close(NOW + 50_000, upTo(Long.MIN_VALUE, NOW - 1))).isEmpty();
        assertThat(close(NOW + 50_000, upTo(Long.MIN_VALUE, NOW))).hasSize(1);
    }

    @Test
    void shouldNotCloseAPaneThatNoPartitionHasPassed() {
        merge.add(A, partial(ONE, 0, 0, observation("e0", 1)), NOW);

        assertThat(close(NOW + IDLE - 1, EVERYTHING)).isEmpty();
        assertThat(merge.waiting()).containsExactly(A);
    }

    @Test
    void shouldReplaceAnEarlierPartialOfTheSamePartition() {
        merge.add(A, partial(ONE, 0, 0, observation("e0", 1)), NOW);
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1), observation("e1", 2)), NOW);

        assertThat(close(NOW, EVERYTHING).get(0).entry().summary().events()).isEqualTo(2);
    }

    @Test
    void shouldCloseTheNewestPaneAfterSilence() {
        merge.add(A, partial(ONE, 0, 0, observation("e0", 1)), NOW);

        assertThat(close(NOW + IDLE, upTo(NOW + IDLE, NOW + IDLE - 1))).isEmpty();
        List<ClosedPane> closed = close(NOW + IDLE, upTo(NOW + IDLE, NOW + IDLE));

        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).closedBy()).isEqualTo(ClosedBy.IDLE);
    }

    @Test
    void shouldNotTakeASilenceThatIsShorterThanThePaneForItsEnd() {
        long now = 5_000;
        merge.add(A, partial(ONE, 0, 0, observation("e0", 1)), now);

        assertThat(close(PANE + GRACE + IDLE - 1, EVERYTHING)).isEmpty();
        assertThat(close(PANE + GRACE + IDLE, upTo(Long.MAX_VALUE, PANE + GRACE - 1)))
                .isEmpty();
        assertThat(close(PANE + GRACE + IDLE, upTo(Long.MAX_VALUE, PANE + GRACE)))
                .hasSize(1);
    }

    @Test
    void shouldCountSilenceFromTheLastPartial() {
        merge.add(A, partial(ONE, 0, 0, observation("e0", 1)), NOW);
        merge.add(A, partial(ONE, 0, 0, observation("e0", 1), observation("e1", 2)), NOW + 5000);

        assertThat(close(NOW + IDLE, EVERYTHING)).isEmpty();
        assertThat(close(NOW + IDLE + 5000, EVERYTHING)).hasSize(1);
    }

    @Test
    void shouldClosePanesInOrder() {
        merge.add(A, partial(TWO, 2 * PANE, 0, observation("e2", 2 * PANE)), NOW);
        merge.add(A, partial(ONE, 0, 3 * PANE, observation("e0", 0)), NOW);
        merge.add(A, partial(ONE, PANE, 3 * PANE, observation("e1", PANE)), NOW);

        assertThat(close(NOW, NOTHING)).isEmpty();
        assertThat(close(NOW, EVERYTHING))
                .extracting(pane -> pane.entry().start())
                .containsExactly(0L, PANE, 2 * PANE);
    }

    @Test
    void shouldCountOnlyWhatAPartialBringsNewAsLate() {
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1), observation("e1", 2)), NOW);
        assertThat(close(NOW, EVERYTHING)).hasSize(1);

        PartialPane more = new PartialPane(
                ONE, 0, PANE, 1, summary(MAP, observation("e0", 1), observation("e1", 2), observation("e2", 3)));

        assertThat(merge.add(A, more, NOW)).isEqualTo(1);
        assertThat(merge.add(A, new PartialPane(ONE, 0, 2 * PANE, 0, more.summary()), NOW))
                .isZero();
        assertThat(merge.add(A, partial(TWO, 0, PANE, observation("e3", 4)), NOW))
                .isEqualTo(1);
        assertThat(close(NOW, EVERYTHING)).isEmpty();
        assertThat(merge.waiting()).isEmpty();
    }

    @Test
    void shouldRememberAfterARestartWhatIsClosedAndWhatIsNot() {
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1)), NOW);
        close(NOW, EVERYTHING);
        merge.add(A, partial(ONE, PANE, PANE, observation("e1", PANE)), NOW);
        merge = newMerge();
        kept.restoreTo(merge, NOW + 1);

        assertThat(merge.waiting()).containsExactly(A);
        assertThat(merge.add(A, partial(TWO, 0, PANE, observation("e2", 2)), NOW + 1))
                .isEqualTo(1);
        assertThat(close(NOW + 1 + IDLE, EVERYTHING))
                .extracting(pane -> pane.entry().start())
                .containsExactly(PANE);
    }

    @Test
    void shouldNotBelieveAfterARestartThatOthersHaveReadAsFarAsBefore() {
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1)), NOW);
        merge = newMerge();
        kept.restoreTo(merge, NOW + 500);

        assertThat(close(NOW + 500, upTo(NOW, NOW))).isEmpty();
        assertThat(close(NOW + 500, upTo(NOW + 500, NOW + 500))).hasSize(1);
    }

    @Test
    void shouldKeepStreamsApart() {
        StreamKey past = new StreamKey("past", "");
        merge.add(A, partial(ONE, 100 * PANE, 100 * PANE, observation("e0", 100 * PANE)), NOW);
        merge.add(A, partial(ONE, 101 * PANE, 101 * PANE, observation("e1", 101 * PANE)), NOW);
        assertThat(close(NOW, EVERYTHING)).hasSize(1);

        assertThat(merge.add(past, partial(ONE, -PANE, 0, observation("e2", -1)), NOW))
                .isZero();
        assertThat(merge.close(past, NOW, 0, EVERYTHING)).hasSize(1);
        assertThat(merge.waiting()).containsExactly(A);
    }

    @Test
    void shouldLeaveOutTheLesserPartOfAPaneWithTwoFeatureMaps() {
        merge.add(A, partial(OTHER_MAP, ONE, 0, PANE, observation("e0", 1)), NOW);
        merge.add(A, partial(MAP, TWO, 0, PANE, observation("e1", 2), observation("e2", 3)), NOW);

        ClosedPane closed = close(NOW, EVERYTHING).get(0);

        assertThat(closed.entry().summary().featureMap()).contains(MAP.digest());
        assertThat(closed.entry().summary().events()).isEqualTo(2);
    }

    @Test
    void shouldMergePartialsWithoutTextWithAnyOther() {
        merge.add(A, partial(ONE, 0, PANE, withoutText("e0", 1)), NOW);
        merge.add(A, partial(TWO, 0, PANE, observation("e1", 2)), NOW);

        assertThat(close(NOW, EVERYTHING).get(0).entry().summary().events()).isEqualTo(2);
    }

    @Test
    void shouldAskTheFrontierForTheReader() {
        merge.add(A, partial(ONE, 0, PANE, observation("e0", 1)), NOW);

        assertThat(merge.close(A, NOW, 5, (source, reader) -> reader == 5 ? NOW : Long.MIN_VALUE))
                .hasSize(1);
    }

    @Test
    void shouldLeaveOutTheLesserPartOfAPaneWhoseCapsChanged() {
        PaneSummary other = new PaneSummary(new SummaryLimits(32, 512, 256, 16));
        other.add(withoutText("x", 1), MAP);
        merge.add(A, new PartialPane(ONE, 0, PANE, 1, other), NOW);
        merge.add(A, partial(TWO, 0, PANE, observation("e1", 2), withoutText("e2", 3)), NOW);

        List<ClosedPane> closed = close(NOW, NOTHING);

        assertThat(closed.get(0).entry().summary().digest())
                .isEqualTo(
                        summary(MAP, observation("e1", 2), withoutText("e2", 3)).digest());
    }
}
