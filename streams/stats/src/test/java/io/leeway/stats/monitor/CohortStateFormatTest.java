/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.cohort.ShiryaevRoberts;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.monitor.CohortMonitor.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CohortStateFormatTest {

    private static final String STORED = "cohort-state-v1.bin";

    private static final CohortState SAMPLE = new CohortState(
            -17,
            "0123456789abcdef",
            345,
            Map.of(Side.CONTROL, 60_000L, Side.CANARY, 55_000L),
            FamilyState.NEVER,
            new TreeMap<>(Map.of(
                    new DetectorKey("text", Detector.EMBEDDING),
                    ShiryaevRoberts.of(new double[] {0.25, 1e12}, new long[] {0, 45_000}),
                    new DetectorKey("number:größe", Detector.MISSING),
                    ShiryaevRoberts.start(2))),
            Map.of(
                    Family.TEXT,
                    new FamilyState(
                            new FamilyState.Incident(
                                    60_000,
                                    30_000,
                                    new FamilyState.Told(60_000, Severity.ALERT, 2.5, new TreeSet<>(List.of("text")))),
                            Collections.emptySortedMap(),
                            340,
                            FamilyState.NEVER)));

    /** Writes the file of the current version into the folder given. */
    public static void main(String[] folder) throws IOException {
        Files.write(Path.of(folder[0], STORED), SAMPLE.toBytes());
    }

    @Test
    void shouldReadAndWriteTheStoredBytes() throws IOException {
        try (InputStream resource = CohortStateFormatTest.class.getResourceAsStream(STORED)) {
            assertThat(resource).as(STORED).isNotNull();
            byte[] stored = resource.readAllBytes();

            assertThat(CohortState.fromBytes(stored)).isEqualTo(SAMPLE);
            assertThat(SAMPLE.toBytes()).isEqualTo(stored);
        }
    }

    @Test
    void shouldReadTheStateBeforeTheFirstPane() {
        assertThat(CohortState.fromBytes(CohortState.INITIAL.toBytes())).isEqualTo(CohortState.INITIAL);
    }

    @Test
    void shouldRefuseAnUnknownVersion() {
        byte[] bytes = SAMPLE.toBytes();
        bytes[0] = 2;

        assertThatThrownBy(() -> CohortState.fromBytes(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown version 2");
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = SAMPLE.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CohortState.fromBytes(part))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void shouldRefuseBytesAfterTheEnd() {
        byte[] bytes = SAMPLE.toBytes();

        assertThatThrownBy(() -> CohortState.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than it says");
    }
}
