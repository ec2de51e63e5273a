/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.HourlyMaxima;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.limit.Clumping;
import io.leeway.stats.limit.LimitMemory;
import io.leeway.stats.limit.LimitState;
import io.leeway.stats.window.ReferenceState;
import io.leeway.stats.window.ReferenceVersion;
import io.leeway.stats.window.ReferenceVersion.Origin;
import io.leeway.stats.window.ReferenceVersions;
import io.leeway.stats.window.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MonitorStateFormatTest {

    private static final String STORED = "monitor-state-v2.bin";
    private static final String FIRST = "monitor-state-v1.bin";

    private static final MonitorState SAMPLE = new MonitorState(
            "0123456789abcdef",
            new ReferenceState(
                    1_000,
                    Map.of("trailing", new Span(1_000, 9_000), "pinned", new Span(2_000, 3_000)),
                    List.of(new Span(4, 5), new Span(6, 7)),
                    List.of(new Span(2_100, 2_200)),
                    new ReferenceVersions(
                            4,
                            new ReferenceVersion(
                                    4,
                                    Origin.ACCEPTED,
                                    new Span(2_000, 3_000),
                                    null,
                                    List.of(),
                                    ReferenceVersion.IN_FORCE),
                            List.of(
                                    new ReferenceVersion(
                                            1, Origin.CONFIGURED, null, new Span(0, 1_000), List.of(new Span(3, 4)), 0),
                                    new ReferenceVersion(
                                            3, Origin.PINNED, new Span(0, 9), new Span(0, 9), List.of(), 2)),
                            2_000)),
            Map.of(
                    Family.TEXT,
                    new FamilyState(
                            new FamilyState.Incident(
                                    60_000,
                                    30_000,
                                    new FamilyState.Told(
                                            90_000,
                                            Severity.ALERT,
                                            2.5,
                                            new TreeSet<>(List.of("text", "descriptor:length")))),
                            new TreeMap<>(Map.of(
                                    new DetectorKey("text", Detector.EMBEDDING),
                                    0b101,
                                    new DetectorKey("text", Detector.MISSING),
                                    0b010)),
                            FamilyState.NEVER,
                            55_000),
                    Family.NUMBERS,
                    new FamilyState(
                            null,
                            new TreeMap<>(Map.of(new DetectorKey("number:größe", Detector.LADDER), 0b111)),
                            77,
                            FamilyState.NEVER)),
            -17,
            Map.of(
                    "pinned",
                    new Runs(
                            7_000,
                            24,
                            new TreeMap<>(Map.of(
                                    new DetectorKey("text", Detector.SPECTRAL),
                                    new HourlyMaxima.State(490_000, 12, 3.5f, 1.25f, 0.5f, new float[] {4.5f, 2.25f}),
                                    new DetectorKey("descriptor:length", Detector.TAIL),
                                    HourlyMaxima.State.INITIAL)))),
            Map.of(
                    "latencyMs",
                    new LimitMemory(
                            new LimitState(
                                    new LimitState.Incident(90_000, 10_000, 2),
                                    new TreeMap<>(Map.of("p99 at most", 0b110, "mean at most", 0b001)),
                                    new TreeSet<>(List.of("p99 at most")),
                                    80_000,
                                    LimitState.NEVER),
                            new TreeMap<>(Map.of(
                                    "p99 at most",
                                    new Clumping(
                                            3.5,
                                            0.25,
                                            1e-9,
                                            List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
                                            List.of(6.5, 5.5, 4.5, 3.5, 2.5, 1.5))))),
                    "größe",
                    new LimitMemory(
                            new LimitState(null, new TreeMap<>(), new TreeSet<>(), LimitState.NEVER, 55_000),
                            new TreeMap<>())),
            new GovernedState(99_000, Set.of(Family.JOINT, Family.TEXT), List.of("k-1", "k-ü")),
            new DetectabilityState(
                    490_001,
                    true,
                    Optional.of(new Detectability(
                            Detectability.Change.NUMBER_SHIFT,
                            "number:größe",
                            0.5,
                            Detectability.Verdict.NOT_SEEN,
                            Duration.ZERO,
                            Duration.ofMinutes(200),
                            0.75,
                            1_764_000_060_000L))));

    /** Writes the file of the current version into the folder given. */
    public static void main(String[] folder) throws IOException {
        Files.write(Path.of(folder[0], STORED), SAMPLE.toBytes());
    }

    @Test
    void shouldReadWhatWasWritten() {
        assertThat(MonitorState.fromBytes(SAMPLE.toBytes())).isEqualTo(SAMPLE);
        assertThat(MonitorState.fromBytes(MonitorState.INITIAL.toBytes())).isEqualTo(MonitorState.INITIAL);
    }

    @Test
    void shouldReadAndWriteTheStoredBytes() throws IOException {
        try (InputStream resource = MonitorStateFormatTest.class.getResourceAsStream(STORED)) {
            assertThat(resource).as(STORED).isNotNull();
            byte[] stored = resource.readAllBytes();

            assertThat(MonitorState.fromBytes(stored)).isEqualTo(SAMPLE);
            assertThat(SAMPLE.toBytes()).isEqualTo(stored);
        }
    }

    @Test
    void shouldReadTheFirstVersion() throws IOException {
        try (InputStream resource = MonitorStateFormatTest.class.getResourceAsStream(FIRST)) {
            assertThat(resource).as(FIRST).isNotNull();

            assertThat(MonitorState.fromBytes(resource.readAllBytes()))
                    .isEqualTo(SAMPLE.with(DetectabilityState.INITIAL));
        }
    }

    @Test
    void shouldRefuseAnUnknownVersion() {
        byte[] bytes = SAMPLE.toBytes();
        bytes[0] = 3;

        assertThatThrownBy(() -> MonitorState.fromBytes(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown version 3");
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = SAMPLE.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MonitorState.fromBytes(part))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void shouldRefuseBytesAfterTheEnd() {
        byte[] bytes = SAMPLE.toBytes();

        assertThatThrownBy(() -> MonitorState.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than it says");
    }
}
