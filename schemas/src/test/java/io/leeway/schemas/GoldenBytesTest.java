/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of every released version, as they lie on topics, must be readable for ever.
 *
 * <p>To add the files of a new version, add its sample to {@link Samples} and run once with {@code
 * -Dleeway.golden=write}: files that are missing are written, files that exist are never touched.
 */
class GoldenBytesTest {
    @BeforeAll
    static void writeMissingFiles() throws IOException {
        if (!"write".equals(System.getProperty("leeway.golden"))) {
            return;
        }
        for (Codec<?> codec : Records.all()) {
            String record = codec.schema().getName();
            String name = record + "-v" + SchemaHistory.of(record).size();
            writeIfMissing(name + ".bin", encode(codec, name));
            writeIfMissing(name + ".json", (toJson(codec, name) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Every version in the history, as {@code <Record>-v<N>}. */
    static Stream<String> versions() {
        return SchemaHistory.index().stream().map(path -> path.replace("/", "-").replace(".avsc", ""));
    }

    /** The newest version of every record. */
    static Stream<String> newestVersions() {
        return Contract.recordNames().stream()
                .map(record -> record + "-v" + SchemaHistory.of(record).size());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldDecodeEveryReleasedVersion(String name) throws IOException {
        SpecificRecord decoded = (SpecificRecord) codec(name).decode(golden(name + ".bin"));

        assertThat(decoded).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTheJsonOfEveryReleasedVersion(String name) throws IOException {
        SpecificRecord read = (SpecificRecord) codec(name).read(golden(name + ".json"));

        assertThat(read).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldCarryTheFingerprintOfItsVersion(String name) throws IOException {
        Schema schema = Contract.parse(Contract.HISTORY.resolve(name.replace("-v", "/v") + ".avsc"));
        byte[] bytes = golden(name + ".bin");

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
                .isEqualTo(SchemaNormalization.parsingFingerprint64(schema));
    }

    @ParameterizedTest
    @MethodSource("newestVersions")
    void shouldWriteTheNewestVersionUnchanged(String name) throws IOException {
        assertThat(encode(codec(name), name)).isEqualTo(golden(name + ".bin"));
        assertThat(toJson(codec(name), name) + "\n").isEqualTo(Contract.read(Contract.GOLDEN.resolve(name + ".json")));
    }

    @Test
    void shouldKeepTheFieldsOfTheFirstAlert() throws IOException {
        DriftAlert alert = DriftAlerts.read(golden("DriftAlert-v1.bin"));

        assertThat(alert.getAlertId()).isEqualTo("support|v2|text|2026-01-01T00:20:00Z");
        assertThat(alert.getTransition()).isEqualTo(AlertTransition.ESCALATED);
        assertThat(alert.getUpdatedAt()).hasToString("2026-01-01T00:20:00.250Z");
        assertThat(alert.getResolvedAt()).isNull();
        assertThat(alert.getWindow().getEffectiveEvents()).isEqualTo(183.25);
        assertThat(alert.getReference().getPanes()).isEqualTo(10080);
        assertThat(alert.getMovedFeatures().get(0).getBefore()).isEqualTo(812.0);
        assertThat(alert.getExemplars().get(1).getRole()).isEqualTo(ExemplarRole.GONE);
    }

    @Test
    void shouldKeepTheFieldsOfTheFirstInput() throws IOException {
        AgentInput input = Records.AGENT_INPUT.decode(golden("AgentInput-v1.bin"));

        assertThat(input.getText()).isEqualTo("Karte doppelt belastet \u00e9\ud83d\ude80");
        assertThat(input.getNumbers()).containsEntry("latencyMs", 812.5).containsEntry("tokens", null);
        assertThat(input.getEmbedding()).containsExactly(0.1f, -1.5f, 3.0e-7f);
    }

    private static Codec<?> codec(String name) {
        return Records.all().stream()
                .filter(codec -> name.startsWith(codec.schema().getName() + "-v"))
                .findFirst()
                .orElseThrow();
    }

    private static SpecificRecord sample(String name) {
        SpecificRecord sample = Samples.byGoldenName().get(name);
        assertThat(sample).as("Samples has no %s", name).isNotNull();
        return sample;
    }

    @SuppressWarnings("unchecked") // the codec was found by the name of the sample
    private static byte[] encode(Codec<?> codec, String name) {
        return ((Codec<SpecificRecord>) codec).encode(sample(name));
    }

    @SuppressWarnings("unchecked") // the codec was found by the name of the sample
    private static String toJson(Codec<?> codec, String name) {
        return ((Codec<SpecificRecord>) codec).toJson(sample(name));
    }

    private static byte[] golden(String file) throws IOException {
        Path path = Contract.GOLDEN.resolve(file);
        assertThat(path)
                .as("a released version needs its golden files: run the test once with -Dleeway.golden=write")
                .exists();
        return Files.readAllBytes(path);
    }

    private static void writeIfMissing(String file, byte[] bytes) throws IOException {
        Path path = Contract.GOLDEN.resolve(file);
        if (Files.notExists(path)) {
            Files.write(path, bytes);
        }
    }
}
