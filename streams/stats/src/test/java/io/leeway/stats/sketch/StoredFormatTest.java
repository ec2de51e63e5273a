/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.map.KernelFeatureMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of every released version, as files: they stay readable, and the current version writes them again. */
class StoredFormatTest {

    private static final Map<String, Function<byte[], Summary<?>>> READERS = Map.of(
            "kernel-sum-v1.bin", KernelSum::fromBytes,
            "number-summary-v1.bin", NumberSummary::fromBytes,
            "category-summary-v1.bin", CategorySummary::fromBytes,
            "exemplars-v1.bin", Exemplars::fromBytes,
            "exemplars-v2.bin", Exemplars::fromBytes,
            "pane-summary-v1.bin", PaneSummary::fromBytes,
            "pane-summary-v1-excerpts.bin", PaneSummary::fromBytes);

    private static final Set<String> EXCERPTS = Set.of("exemplars-v2.bin", "pane-summary-v1-excerpts.bin");

    /** Writes the files of the current version into the folder given. */
    public static void main(String[] folder) throws IOException {
        for (String file : READERS.keySet()) {
            Files.write(Path.of(folder[0], file), sample(file).toBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel-sum-v1.bin",
                "number-summary-v1.bin",
                "category-summary-v1.bin",
                "exemplars-v1.bin",
                "exemplars-v2.bin",
                "pane-summary-v1.bin",
                "pane-summary-v1-excerpts.bin"
            })
    void shouldReadAndWriteTheStoredBytes(String file) throws IOException {
        byte[] stored = stored(file);

        assertThat(READERS.get(file).apply(stored).toBytes()).isEqualTo(stored);
        assertThat(sample(file).toBytes()).isEqualTo(stored);
    }

    private static byte[] stored(String file) throws IOException {
        try (InputStream resource = StoredFormatTest.class.getResourceAsStream(file)) {
            assertThat(resource).as(file).isNotNull();
            return resource.readAllBytes();
        }
    }

    private static Summary<?> sample(String file) {
        KernelFeatureMap map = KernelSumTest.mapOfModel("stored");
        KernelSum text = new KernelSum(map);
        NumberSummary number = new NumberSummary(8);
        CategorySummary category = new CategorySummary(4);
        Exemplars exemplars = new Exemplars(2);
        PaneSummary pane = new PaneSummary(new SummaryLimits(2, 8, 4, 2));
        for (int i = 0; i < 20; i++) {
            Observation event = event(i, EXCERPTS.contains(file));
            if (event.textState() == TextState.PRESENT) {
                text.add(event.vector(), map);
            }
            number.add(i * i - 50);
            category.add("value-" + i % 7);
            exemplars.add(event);
            pane.add(event, map);
        }
        return switch (file) {
            case "kernel-sum-v1.bin" -> text;
            case "number-summary-v1.bin" -> number;
            case "category-summary-v1.bin" -> category;
            case "exemplars-v1.bin", "exemplars-v2.bin" -> exemplars;
            default -> pane;
        };
    }

    private static Observation event(int i, boolean excerpts) {
        TextState text = List.of(TextState.PRESENT, TextState.MISSING, TextState.REDACTED)
                .get(i % 3);
        return new Observation(
                "event-" + i,
                i % 2 == 0 ? "trace-" + i : null,
                i % 5 == 0 ? null : "session-" + i / 4,
                1_700_000_000_000L + 1_000L * i,
                text,
                text == TextState.PRESENT ? new float[] {i / 32f, -0.5f, 0.25f, 0, 1, -i / 64f} : null,
                new TreeMap<>(Map.of("latency", i * 1.5, "tokens", (double) i, "rank-" + i % 3, -1.0 / (i + 1))),
                new TreeMap<>(Map.of("tool", "tool-" + i % 6, "größe", i % 2 == 0 ? "" : "groß")),
                null,
                excerpts && text == TextState.PRESENT ? "Größe " + i + " 🚀 …" : null);
    }
}
