/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.error.ContentHash;
import io.leeway.app.error.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LetterBookTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final LetterBook book = new LetterBook();

    private void add(ProducerRecord<byte[], byte[]> record, int second) {
        add(record.value(), second);
    }

    private void add(byte[] value, int second) {
        book.add(new ConsumerRecord<>(
                "dead",
                0,
                second,
                T0.plusSeconds(second).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private void add(String topic, long offset, String reason, String message, int second) {
        add(
                new DeadLetter(topic, 1, offset, 77, reason, message, new byte[] {1})
                        .toRecord("dead", ContentHash.unsalted(), false),
                second);
    }

    private static LetterFilter all() {
        return new LetterFilter(null, null, null);
    }

    @Test
    void shouldSumUpByTopicAndReason() {
        add("in", 5, "UNPARSABLE", "newest", 30);
        add("in", 3, "UNPARSABLE", "first", 10);
        add("in", 4, "INVALID_EVENT", "other", 20);
        add("control", 4, "UNPARSABLE", "command", 25);

        assertThat(book.groups(all()))
                .extracting(group -> group.topic() + " " + group.reason() + " " + group.count() + " "
                        + group.first() + " " + group.newest().place() + " "
                        + group.newest().message())
                .containsExactly(
                        "control UNPARSABLE 1 2026-01-01T00:00:25Z control-1-4 command",
                        "in INVALID_EVENT 1 2026-01-01T00:00:20Z in-1-4 other",
                        "in UNPARSABLE 2 2026-01-01T00:00:10Z in-1-5 newest");
    }

    @Test
    void shouldFilter() {
        add("in", 3, "UNPARSABLE", "first", 10);
        add("in", 4, "INVALID_EVENT", "other", 20);
        add("control", 4, "UNPARSABLE", "command", 25);

        assertThat(book.letters(new LetterFilter("in", null, null))).hasSize(2);
        assertThat(book.letters(new LetterFilter("in", "UNPARSABLE", null))).hasSize(1);
        assertThat(book.letters(new LetterFilter(null, null, T0.plusSeconds(20))))
                .hasSize(2);
    }

    @Test
    void shouldKnowWhatHasBeenSentAgainInWhateverOrderItIsTold() {
        add("in", 3, "UNPARSABLE", "one", 10);
        Letter letter = book.letters(all()).get(0);
        add(Mark.of("dead", letter, "in", T0), 5);
        add("in", 4, "UNPARSABLE", "other", 20);

        assertThat(book.letters(all())).extracting(book::isResubmitted).containsExactly(true, false);
        assertThat(book.groups(all()).get(0).resubmitted()).isEqualTo(1);
    }

    @Test
    void shouldCountARecordThatWasRefusedTwiceOnce() {
        add("in", 3, "UNPARSABLE", "one", 10);
        add("in", 3, "EMBEDDING_FAILED", "again", 20);

        assertThat(book.letters(all())).extracting(Letter::reason).containsExactly("EMBEDDING_FAILED");
    }

    @Test
    void shouldCountWhatIsNoLetter() {
        add((byte[]) null, 1);
        add("text".getBytes(StandardCharsets.UTF_8), 2);
        add("{}".getBytes(StandardCharsets.UTF_8), 3);

        assertThat(book.unreadable()).isEqualTo(3);
        assertThat(book.letters(all())).isEmpty();
    }
}
