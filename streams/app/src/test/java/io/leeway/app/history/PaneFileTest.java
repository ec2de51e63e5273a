/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leeway.app.config.AgentPattern;
import io.leeway.schemas.Codec;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaneFileTest {

    private static final String APPLICATION = "leeway-eu";
    private static final String PROGRAM = "leeway 0.1.0";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choosePath() {
        file = folder.resolve("panes.avro");
    }

    @Test
    void shouldGiveBackWhatWasWrittenAndSayWhatItIs() throws IOException {
        List<PaneSummary> panes = List.of(
                Recorded.pane("a", 0, 1, 2),
                Recorded.pane("b", 3, 5),
                Recorded.pane("a", 1, 3),
                Recorded.builder("b", 9, 5)
                        .setFeatureMap("map-2")
                        .setCohort("v2")
                        .build());
        PaneFileHeader written = write(panes);

        PaneFile read = PaneFile.open(file);

        assertThat(Recorded.all(read)).isEqualTo(panes);
        assertThat(Recorded.all(read)).as("a second reading").isEqualTo(panes);
        assertThat(read.header()).isEqualTo(written);
        assertThat(written.applicationId()).isEqualTo(APPLICATION);
        assertThat(written.createdBy()).isEqualTo(PROGRAM);
        assertThat(written.featureMaps()).containsExactly(Recorded.MAP, "map-2");
        assertThat(written.from()).contains(Recorded.START);
        assertThat(written.to()).contains(Recorded.START.plus(Duration.ofMinutes(10)));
        assertThat(written.panes()).isEqualTo(4);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void shouldHoldNothingIfNothingWasWritten() throws IOException {
        write(List.of());

        PaneFile read = PaneFile.open(file);

        assertThat(Recorded.all(read)).isEmpty();
        assertThat(read.header().from()).isEmpty();
        assertThat(read.header().featureMaps()).isEmpty();
    }

    @Test
    void shouldTakeItsPlaceOnlyWhenCommitted() throws IOException {
        write(List.of(Recorded.pane("a", 0, 1)));

        try (PaneFileWriter writer = new PaneFileWriter(file, APPLICATION, PROGRAM)) {
            writer.add(Recorded.pane("a", 1, 1));
            assertThat(Recorded.all(PaneFile.open(file))).hasSize(1);
        }

        assertThat(Recorded.all(PaneFile.open(file))).containsExactly(Recorded.pane("a", 0, 1));
        assertThat(files()).containsExactly(file);
    }

    @Test
    void shouldRefuseAPaneThatIsNotAfterItsStreamsNewest() throws IOException {
        try (PaneFileWriter writer = new PaneFileWriter(file, APPLICATION, PROGRAM)) {
            writer.add(Recorded.pane("a", 1, 1));
            writer.add(Recorded.pane("b", 0, 1));

            assertThatThrownBy(() -> writer.add(Recorded.pane("a", 1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pane of a| at 2026-01-05T00:01:00Z is not after 2026-01-05T00:02:00Z");
        }
    }

    @Test
    void shouldPassOnWhyPanesCouldNotBeRead() throws IOException {
        IOException damaged = new IOException("damaged");
        try (PaneFileWriter writer = new PaneFileWriter(file, APPLICATION, PROGRAM)) {
            assertThatThrownBy(() -> writer.addAll(consumer -> {
                        throw damaged;
                    }))
                    .isSameAs(damaged);
            assertThatThrownBy(() -> writer.addAll(consumer -> {
                        throw new UncheckedIOException(damaged);
                    }))
                    .isSameAs(damaged);
        }
    }

    @Test
    void shouldTellForeignFilesFromItsOwn() throws IOException {
        assertThatThrownBy(() -> PaneFile.open(file)).isInstanceOf(NoSuchFileException.class);

        Files.writeString(file, "{\"agentId\":\"a\"}\n");
        assertThatThrownBy(() -> PaneFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a file of panes: Not an Avro data file.");

        Files.writeString(file, "");
        assertThatThrownBy(() -> PaneFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not a file of panes: ");

        container(Records.DRIFT_ALERT);
        assertThatThrownBy(() -> PaneFile.open(file))
                .hasMessage(file + " is not a file of panes: it holds io.leeway.schemas.DriftAlert");

        container(Records.PANE_SUMMARY);
        assertThatThrownBy(() -> PaneFile.open(file))
                .hasMessage(file + " is not a file of panes: its metadata has no leeway.feature-maps");
    }

    @Test
    void shouldNoticeWhatIsMissingAtTheEnd() throws IOException {
        write(many());
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 50; i++) {
            int length = random.nextInt(whole.length);
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> Recorded.all(PaneFile.open(file)))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + " is ");
        }
    }

    @Test
    void shouldNoticeAByteThatChanged() throws IOException {
        write(many());
        byte[] whole = Files.readAllBytes(file);
        for (int fromEnd : new int[] {1, 20, 100, 1_000, 5_000}) {
            byte[] changed = whole.clone();
            changed[whole.length - fromEnd] ^= 1;
            Files.write(file, changed);

            assertThatThrownBy(() -> Recorded.all(PaneFile.open(file)))
                    .as("byte %d from the end", fromEnd)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + " is damaged after ");
        }
    }

    @Test
    void shouldLetThroughWhatIsMeant() throws IOException {
        write(many());
        Instant from = Recorded.START.plus(Duration.ofMinutes(10));
        PaneRecords some =
                PaneFile.open(file).only(new PaneFilter(from, from.plusSeconds(150), AgentPattern.of("agent-?")));

        assertThat(Recorded.all(some))
                .extracting(PaneSummary::getAgentId, PaneSummary::getPaneStart)
                .containsExactly(tuple("agent-0", from), tuple("agent-0", from.plusSeconds(60)));
        assertThatThrownBy(() -> new PaneFilter(from, from, null))
                .hasMessage("the range must end after it begins: 2026-01-05T00:10:00Z to 2026-01-05T00:10:00Z");
    }

    private PaneFileHeader write(List<PaneSummary> panes) throws IOException {
        try (PaneFileWriter writer = new PaneFileWriter(file, APPLICATION, PROGRAM)) {
            panes.forEach(writer::add);
            return writer.commit();
        }
    }

    private static List<PaneSummary> many() {
        SplittableRandom random = new SplittableRandom(11);
        return IntStream.range(0, 600)
                .boxed()
                .flatMap(minute -> Stream.of("agent-0", "other-1")
                        .map(agent -> Recorded.pane(
                                agent, minute, random.doubles(20).map(Math::exp).toArray())))
                .toList();
    }

    private <T extends SpecificRecord> void container(Codec<T> codec) throws IOException {
        try (DataFileWriter<T> writer = new DataFileWriter<>(codec.containerWriter())) {
            writer.create(codec.schema(), file.toFile());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
