/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static io.leeway.app.pane.PaneFixtures.MAP;
import static io.leeway.app.pane.PaneFixtures.observation;
import static io.leeway.app.pane.PaneFixtures.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.app.pane.LocalPanes.OpenPane;
import io.leeway.stats.sketch.PaneSummary;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PaneFormatsTest {

    private static final SourcePartition SOURCE = new SourcePartition("agent-inputs", 12);

    private final PaneSummary summary = summary(MAP, observation("a", 5), observation("b", 7));
    private final byte[] openPane = PaneFormats.write(new OpenPane(99, 1, summary));
    private final byte[] partialPane = PaneFormats.write(new PartialPane(SOURCE, -60_000, Long.MIN_VALUE, 2, summary));
    private final MergeProgress progress = new MergeProgress(
            60_000, new TreeMap<>(Map.of(SOURCE, 120_000L, new SourcePartition("agent-inputs", 2), Long.MIN_VALUE)));

    @Test
    void shouldReadOpenPanes() {
        OpenPane read = PaneFormats.readOpenPane(openPane);

        assertThat(read.lastOffset()).isEqualTo(99);
        assertThat(read.sent()).isEqualTo(1);
        assertThat(read.summary().digest()).isEqualTo(summary.digest());
    }

    @Test
    void shouldReadPartialPanes() {
        PartialPane read = PaneFormats.readPartialPane(partialPane);

        assertThat(read.source()).isEqualTo(SOURCE);
        assertThat(read.paneStart()).isEqualTo(-60_000);
        assertThat(read.closedUpTo()).isEqualTo(Long.MIN_VALUE);
        assertThat(read.fresh()).isEqualTo(2);
        assertThat(read.summary().digest()).isEqualTo(summary.digest());
    }

    @Test
    void shouldReadProgress() {
        assertThat(PaneFormats.readMergeProgress(PaneFormats.write(progress))).isEqualTo(progress);
        assertThat(PaneFormats.readMergeProgress(PaneFormats.write(MergeProgress.NONE)))
                .isEqualTo(MergeProgress.NONE);
    }

    @Test
    void shouldRefuseUnknownVersions() {
        refusesVersion(openPane, PaneFormats::readOpenPane, "open pane");
        refusesVersion(partialPane, PaneFormats::readPartialPane, "partial pane");
        refusesVersion(PaneFormats.write(progress), PaneFormats::readMergeProgress, "merge progress");
    }

    private static void refusesVersion(byte[] bytes, Function<byte[], ?> reader, String what) {
        byte[] later = bytes.clone();
        later[0] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.apply(later))
                .withMessage(what + " of unknown version 2");
    }

    @Test
    void shouldRefuseBytesThatAreCutShort() {
        refusesEveryCut(openPane, PaneFormats::readOpenPane);
        refusesEveryCut(partialPane, PaneFormats::readPartialPane);
        refusesEveryCut(PaneFormats.write(progress), PaneFormats::readMergeProgress);
    }

    private static void refusesEveryCut(byte[] bytes, Function<byte[], ?> reader) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .as("%d of %d bytes", length, bytes.length)
                    .isThrownBy(() -> reader.apply(cut))
                    .withMessageMatching(".+");
        }
    }

    @Test
    void shouldReadSourcesWithDashesInTheTopic() {
        assertThat(SourcePartition.parse(SOURCE.toString())).isEqualTo(SOURCE);
        assertThat(new SourcePartition("a", 10)).isGreaterThan(new SourcePartition("a", 9));
        assertThat(new SourcePartition("b", 0)).isGreaterThan(new SourcePartition("a", 9));
    }
}
