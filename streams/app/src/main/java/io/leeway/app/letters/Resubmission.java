/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import io.leeway.app.error.ContentHash;
import io.leeway.app.error.JsonElements;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Says for a letter what can be sent again, if anything. */
public final class Resubmission {

    /** The header that says where a record that was sent again had been. */
    public static final String HEADER = "leeway-resubmitted";

    private static final String CONTENT_TYPE = "content-type";
    private static final String BATCH = "application/cloudevents-batch";
    private static final String SINGLE = "application/cloudevents";

    private final Set<String> inputs;
    private final ContentHash hash;
    private final Function<Letter, Optional<ConsumerRecord<byte[], byte[]>>> sources;

    /** What can be done with a letter. */
    public enum Verdict {
        /** Its subject can be sent again. */
        READY("would be sent again"),
        /** Neither the record is there any more nor its value in the letter. */
        GONE("gone: neither the record is there any more nor its value in the letter"),
        /** Something else is in its place, or the hash was made with another salt. */
        CHANGED("not what they were: the content hash is another"),
        /** It is about a part of a record that is no JSON array. */
        NOT_SEPARABLE("about a part that cannot be told apart from its record"),
        /** It is about a record of a topic that the service does not read. */
        NOT_AN_INPUT("about records that are no inputs");

        private final String meaning;

        Verdict(String meaning) {
            this.meaning = meaning;
        }

        /** The verdict in words that follow a number of letters. */
        public String meaning() {
            return meaning;
        }
    }

    /**
     * What came of a letter.
     *
     * @param letter the letter
     * @param verdict what can be done
     * @param record what can be sent again, if anything
     */
    public record Prepared(Letter letter, Verdict verdict, Optional<ProducerRecord<byte[], byte[]>> record) {}

    /**
     * How letters are judged.
     *
     * @param inputs the topics that the service reads
     * @param hash fingerprint of contents, as the service makes it
     * @param sources the record a letter is about, if it is still there
     */
    public Resubmission(
            Set<String> inputs, ContentHash hash, Function<Letter, Optional<ConsumerRecord<byte[], byte[]>>> sources) {
        this.inputs = Set.copyOf(inputs);
        this.hash = hash;
        this.sources = sources;
    }

    /**
     * Judges one letter.
     *
     * @param to the topic that its subject is to be sent to, or null for the one it came from
     */
    public Prepared prepare(Letter letter, String to) {
        if (!inputs.contains(letter.topic())) {
            return refused(letter, Verdict.NOT_AN_INPUT);
        }
        String target = to == null ? letter.topic() : to;
        Optional<ConsumerRecord<byte[], byte[]>> source = sources.apply(letter);
        if (source.isEmpty()) {
            return letter.value() == null
                    ? refused(letter, Verdict.GONE)
                    : ready(letter, target, null, letter.value(), new RecordHeaders());
        }
        ConsumerRecord<byte[], byte[]> record = source.get();
        if (!Objects.equals(hashOf(letter, record.value()), letter.contentHash())) {
            return refused(letter, Verdict.CHANGED);
        }
        if (letter.place().element() == null) {
            return ready(letter, target, record.key(), record.value(), record.headers());
        }
        List<byte[]> elements = record.value() == null ? List.of() : JsonElements.of(record.value());
        return letter.place().element() < elements.size()
                ? ready(
                        letter,
                        target,
                        record.key(),
                        elements.get(letter.place().element()),
                        alone(record.headers()))
                : refused(letter, Verdict.NOT_SEPARABLE);
    }

    /** A letter from before there was a salt has a hash without one. */
    private String hashOf(Letter letter, byte[] value) {
        if (value == null) {
            return null;
        }
        boolean plain = letter.contentHash() != null && letter.contentHash().startsWith(ContentHash.UNSALTED);
        return (plain ? ContentHash.unsalted() : hash).of(value);
    }

    private static Prepared refused(Letter letter, Verdict verdict) {
        return new Prepared(letter, verdict, Optional.empty());
    }

    // With the record's own time, which events that do not say when they happened are taken at.
    private static Prepared ready(Letter letter, String to, byte[] key, byte[] value, Headers headers) {
        RecordHeaders own = new RecordHeaders(headers);
        own.remove(HEADER);
        own.add(HEADER, letter.place().whole().toString().getBytes(StandardCharsets.UTF_8));
        return new Prepared(
                letter,
                Verdict.READY,
                Optional.of(new ProducerRecord<>(to, null, letter.timestamp(), key, value, own)));
    }

    /** The headers of a batch, for one event of it. */
    private static Headers alone(Headers headers) {
        RecordHeaders own = new RecordHeaders();
        for (Header header : headers) {
            String text = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            boolean batch = header.key().equalsIgnoreCase(CONTENT_TYPE) && text.startsWith(BATCH);
            own.add(
                    header.key(),
                    batch
                            ? (SINGLE + text.substring(BATCH.length())).getBytes(StandardCharsets.UTF_8)
                            : header.value());
        }
        return own;
    }
}
