/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.error.ContentHash;
import io.leeway.app.error.RecordPlace;
import io.leeway.app.letters.Resubmission.Prepared;
import io.leeway.app.letters.Resubmission.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResubmissionTest {

    private static final String ARRAY = "[{\"a\":1},{\"b\":2}]";

    @TempDir
    private Path folder;

    private final RecordHeaders headers = new RecordHeaders();
    private String stored = ARRAY;
    private ContentHash hash = ContentHash.unsalted();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Letter letter(String topic, Integer element, String content, String kept) {
        return new Letter(
                new RecordPlace(topic, 2, 17, element),
                77,
                "INVALID_EVENT",
                "agentId is required",
                hash.of(utf8(content)),
                kept == null ? null : utf8(kept),
                Instant.EPOCH);
    }

    private Prepared prepare(Letter letter, String to) {
        return new Resubmission(Set.of("in"), hash, asked -> Optional.ofNullable(stored)
                        .map(value -> new ConsumerRecord<>(
                                asked.topic(),
                                asked.place().partition(),
                                asked.place().offset(),
                                77,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                utf8("key"),
                                utf8(value),
                                headers,
                                Optional.empty())))
                .prepare(letter, to);
    }

    @Test
    void shouldSendARecordAsItWas() {
        headers.add("tenant", utf8("t1"));
        headers.add(Resubmission.HEADER, utf8("in-0-1"));

        ProducerRecord<byte[], byte[]> record =
                prepare(letter("in", null, ARRAY, null), null).record().orElseThrow();

        assertThat(record.topic()).isEqualTo("in");
        assertThat(record.timestamp()).isEqualTo(77);
        assertThat(record.key()).isEqualTo(utf8("key"));
        assertThat(record.value()).isEqualTo(utf8(ARRAY));
        assertThat(record.headers().lastHeader("tenant").value()).isEqualTo(utf8("t1"));
        assertThat(record.headers().headers(Resubmission.HEADER))
                .hasSize(1)
                .allMatch(header -> new String(header.value(), StandardCharsets.UTF_8).equals("in-2-17"));
    }

    @Test
    void shouldSendOneElementAlone() {
        headers.add("content-type", utf8("application/cloudevents-batch+json; charset=utf-8"));

        ProducerRecord<byte[], byte[]> record =
                prepare(letter("in", 1, ARRAY, null), "elsewhere").record().orElseThrow();

        assertThat(record.topic()).isEqualTo("elsewhere");
        assertThat(record.value()).isEqualTo(utf8("{\"b\":2}"));
        assertThat(record.headers().lastHeader("content-type").value())
                .isEqualTo(utf8("application/cloudevents+json; charset=utf-8"));
    }

    @Test
    void shouldLeaveWhatCannotBeToldApart() {
        stored = "{\"resourceSpans\":[]}";

        assertThat(prepare(letter("in", 0, stored, null), null).verdict()).isEqualTo(Verdict.NOT_SEPARABLE);
        stored = ARRAY;
        assertThat(prepare(letter("in", 2, stored, null), null).verdict()).isEqualTo(Verdict.NOT_SEPARABLE);
    }

    @Test
    void shouldNotSendWhatIsNotWhatItWas() {
        assertThat(prepare(letter("in", null, "something else", null), null).verdict())
                .isEqualTo(Verdict.CHANGED);
    }

    @Test
    void shouldSendTheKeptValueWhereTheRecordIsGone() {
        stored = null;

        assertThat(prepare(letter("in", null, ARRAY, null), null).verdict()).isEqualTo(Verdict.GONE);
        ProducerRecord<byte[], byte[]> record =
                prepare(letter("in", null, ARRAY, ARRAY), null).record().orElseThrow();
        assertThat(record.value()).isEqualTo(utf8(ARRAY));
        assertThat(record.key()).isNull();
    }

    @Test
    void shouldSendNothingThatTheServiceDoesNotRead() {
        assertThat(prepare(letter("leeway.alerts", null, ARRAY, null), null).verdict())
                .isEqualTo(Verdict.NOT_AN_INPUT);
    }

    @Test
    void shouldCheckWithTheSaltUnlessTheLetterIsOlder() throws IOException {
        Letter older = letter("in", null, ARRAY, null);
        hash = ContentHash.of(Optional.of(Files.writeString(folder.resolve("salt"), "pepper")));
        Letter newer = letter("in", null, ARRAY, null);

        assertThat(prepare(older, null).verdict()).isEqualTo(Verdict.READY);
        assertThat(prepare(newer, null).verdict()).isEqualTo(Verdict.READY);
        hash = ContentHash.of(Optional.of(Files.writeString(folder.resolve("other"), "cumin")));
        assertThat(prepare(newer, null).verdict()).isEqualTo(Verdict.CHANGED);
    }
}
