/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static io.leeway.schemas.UndecodableRecordException.Reason.CORRUPT_BODY;
import static io.leeway.schemas.UndecodableRecordException.Reason.NOT_SINGLE_OBJECT;
import static io.leeway.schemas.UndecodableRecordException.Reason.SHORT_HEADER;
import static io.leeway.schemas.UndecodableRecordException.Reason.TRAILING_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static final Codec<DriftAlert> CODEC = Records.DRIFT_ALERT;

    @Test
    void shouldRoundTripEveryKindOfRecord() {
        assertRoundTrip(Records.AGENT_INPUT, Samples.agentInput());
        assertRoundTrip(Records.DRIFT_ALERT, Samples.driftAlert());
        assertRoundTrip(Records.DRIFT_REPORT, Samples.driftReport());
        assertRoundTrip(Records.PANE_SUMMARY, Samples.paneSummary());
        assertRoundTrip(Records.CONTROL_COMMAND, Samples.controlCommand());
        assertRoundTrip(Records.AUDIT_RECORD, Samples.auditRecord());
        assertRoundTrip(Records.CONFIGURATION_CHANGE, Samples.configurationChange());
    }

    @Test
    void shouldRoundTripARecordOfRequiredFieldsOnly() {
        assertRoundTrip(
                Records.AGENT_INPUT,
                AgentInput.newBuilder()
                        .setAgentId("")
                        .setOccurredAt(Instant.EPOCH)
                        .build());
    }

    @Test
    void shouldWriteAndReadContainers() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataFileWriter<PaneSummary> writer = new DataFileWriter<>(Records.PANE_SUMMARY.containerWriter())) {
            writer.create(Records.PANE_SUMMARY.schema(), file);
            writer.append(Samples.paneSummary());
        }

        try (DataFileStream<PaneSummary> reader = new DataFileStream<>(
                new ByteArrayInputStream(file.toByteArray()), Records.PANE_SUMMARY.containerReader())) {
            assertThat(reader.next()).isEqualTo(Samples.paneSummary());
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void shouldReadContainersOfAWriterThatKnewLess() throws IOException {
        Schema current = Records.PANE_SUMMARY.schema();
        Schema older = Schema.createRecord(
                current.getName(),
                null,
                current.getNamespace(),
                false,
                current.getFields().stream()
                        .filter(field -> !field.name().equals("cellMillis"))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataFileWriter<PaneSummary> writer = new DataFileWriter<>(Records.PANE_SUMMARY.containerWriter())) {
            writer.create(older, file);
            writer.append(Samples.paneSummary());
        }

        try (DataFileStream<PaneSummary> reader = new DataFileStream<>(
                new ByteArrayInputStream(file.toByteArray()), Records.PANE_SUMMARY.containerReader())) {
            PaneSummary read = reader.next();
            assertThat(read.getCellMillis()).isNull();
            assertThat(read.getAgentId()).isEqualTo(Samples.paneSummary().getAgentId());
        }
    }

    @Test
    void shouldStartWithMarkerAndFingerprint() {
        byte[] bytes = CODEC.encode(Samples.driftAlert());
        StringBuilder fingerprint = new StringBuilder();
        for (int i = 9; i >= 2; i--) {
            fingerprint.append("%02X".formatted(bytes[i]));
        }

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(fingerprint).hasToString(CODEC.fingerprint());
    }

    @Test
    void shouldRefuseToEncodeANullRequiredFieldAndNameIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.encode(new DriftAlert()))
                .withMessageContaining("DriftAlert.alertId");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9})
    void shouldRefuseLessThanAHeader(int length) {
        byte[] bytes = Arrays.copyOf(CODEC.encode(Samples.driftAlert()), length);

        assertThat(refused(bytes).reason()).isEqualTo(SHORT_HEADER);
        assertThat(refused(bytes)).hasMessageContaining("DriftAlert: " + length + " bytes");
    }

    @Test
    void shouldRefuseOtherEncodings() {
        byte[] bytes = "{\"alertId\":\"a\"}".getBytes(UTF_8);

        assertThat(refused(bytes).reason()).isEqualTo(NOT_SINGLE_OBJECT);
        assertThat(refused(bytes)).hasMessageContaining("7B22");
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = CODEC.encode(Samples.driftAlert());

        for (int length = SingleObjectReader.HEADER_BYTES; length < bytes.length; length++) {
            assertThat(refused(Arrays.copyOf(bytes, length)).reason())
                    .as("first %d bytes of %d", length, bytes.length)
                    .isEqualTo(CORRUPT_BODY);
        }
    }

    @Test
    void shouldRefuseBytesAfterTheRecord() {
        byte[] bytes = CODEC.encode(Samples.driftAlert());

        assertThat(refused(Arrays.copyOf(bytes, bytes.length + 1)).reason()).isEqualTo(TRAILING_BYTES);
    }

    @Test
    void shouldNotAllocateWhatALengthClaims() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(Arrays.copyOf(Records.PANE_SUMMARY.encode(Samples.paneSummary()), 10));
        body.writeBytes(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 'a'}); // 2^31 - 1 bytes

        var thrown = catchThrowableOfType(
                UndecodableRecordException.class, () -> Records.PANE_SUMMARY.decode(body.toByteArray()));

        assertThat(thrown.reason()).isEqualTo(CORRUPT_BODY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldDecodeOrRefuseDamagedBytesAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (Codec<?> codec : Records.all()) {
            byte[] original = encodeSample(codec);
            int refusals = 0;
            for (int i = 0; i < 4000; i++) {
                byte[] damaged = original.clone();
                int flips = 1 + random.nextInt(4);
                for (int flip = 0; flip < flips; flip++) {
                    damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt();
                }
                refusals += isRefused(codec, damaged) ? 1 : 0;
            }
            assertThat(refusals)
                    .as("seed %d, %s", seed, codec.schema().getName())
                    .isBetween(1, 4000);
        }
    }

    @Test
    void shouldServeManyThreads() throws Exception {
        byte[] expected = CODEC.encode(Samples.driftAlert());
        Callable<Boolean> task = () -> IntStream.range(0, 500)
                .allMatch(i -> Arrays.equals(expected, CODEC.encode(CODEC.decode(expected)))
                        && CODEC.fromJson(CODEC.toJson(Samples.driftAlert())).equals(Samples.driftAlert()));
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> results = pool.invokeAll(List.of(task, task, task, task));

            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void shouldLeaveAvrosProcessWideClassListAlone() {
        assertRoundTrip(Records.DRIFT_ALERT, Samples.driftAlert());

        assertThat(ClassSecurityValidator.getGlobal()).isSameAs(ClassSecurityValidator.DEFAULT);
        assertThat(ClassSecurityValidator.getGlobal().isTrusted(DriftAlert.class))
                .isFalse();
    }

    private static <T extends org.apache.avro.specific.SpecificRecord> void assertRoundTrip(Codec<T> codec, T value) {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        assertThat(codec.read(codec.encode(value))).isEqualTo(value);
        assertThat(codec.fromJson(codec.toJson(value))).isEqualTo(value);
        assertThat(codec.read((" \r\n\t" + codec.toJson(value)).getBytes(UTF_8)))
                .isEqualTo(value);
    }

    private static boolean isRefused(Codec<?> codec, byte[] bytes) {
        try {
            codec.decode(bytes);
            return false;
        } catch (UndecodableRecordException e) {
            return true;
        }
    }

    private static byte[] encodeSample(Codec<?> codec) {
        return switch (codec.schema().getName()) {
            case "AgentInput" -> Records.AGENT_INPUT.encode(Samples.agentInput());
            case "CorpusItem" -> Records.CORPUS_ITEM.encode(Samples.corpusItem());
            case "ConfigurationChange" -> Records.CONFIGURATION_CHANGE.encode(Samples.configurationChange());
            case "DriftAlert" -> Records.DRIFT_ALERT.encode(Samples.driftAlert());
            case "DriftReport" -> Records.DRIFT_REPORT.encode(Samples.driftReport());
            case "PaneSummary" -> Records.PANE_SUMMARY.encode(Samples.paneSummary());
            case "ControlCommand" -> Records.CONTROL_COMMAND.encode(Samples.controlCommand());
            case "AuditRecord" -> Records.AUDIT_RECORD.encode(Samples.auditRecord());
            default ->
                throw new IllegalArgumentException(
                        "No sample of " + codec.schema().getName());
        };
    }

    private static UndecodableRecordException refused(byte[] bytes) {
        return catchThrowableOfType(UndecodableRecordException.class, () -> CODEC.decode(bytes));
    }

    @Test
    void shouldWriteMapsInTheOrderOfTheirKeys() {
        Map<String, Double> forth = new LinkedHashMap<>();
        Map<String, Double> back = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forth.put("n" + i, (double) i);
            back.put("n" + (19 - i), (double) (19 - i));
        }

        assertThat(Records.AGENT_INPUT.encode(numbers(forth))).isEqualTo(Records.AGENT_INPUT.encode(numbers(back)));
    }

    private static AgentInput numbers(Map<String, Double> numbers) {
        AgentInput input = Samples.agentInput();
        input.put("numbers", numbers);
        return input;
    }
}
