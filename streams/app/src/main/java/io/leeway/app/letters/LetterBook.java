/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.error.RecordPlace;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What stands in the dead-letter topic: letters, and marks of what has been sent again. A record that was refused twice, because it
 * was processed anew, is one letter, the newer one. Not thread-safe.
 */
public final class LetterBook {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<RecordPlace, Letter> letters = new HashMap<>();
    private final Set<RecordPlace> resubmitted = new HashSet<>();
    private long unreadable;

    /** Takes in a record of the topic, in whatever order they come. */
    public void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            unreadable++;
            return;
        }
        try {
            JsonNode json = MAPPER.readTree(record.value());
            Letter letter = Letter.of(json, Instant.ofEpochMilli(record.timestamp()));
            if (letter.topic().isEmpty()) {
                unreadable++;
            } else if (json.has(Mark.RESUBMITTED_AT)) {
                resubmitted.add(letter.place());
            } else {
                letters.merge(
                        letter.place(),
                        letter,
                        (one, other) -> other.setAsideAt().isBefore(one.setAsideAt()) ? one : other);
            }
        } catch (IOException e) {
            unreadable++;
        }
    }

    /** Records of the topic that are neither. */
    public long unreadable() {
        return unreadable;
    }

    /** Whether what a letter is about has been sent again. */
    public boolean isResubmitted(Letter letter) {
        return resubmitted.contains(letter.place());
    }

    /** The letters that are meant, by the place of what they are about. */
    public List<Letter> letters(Predicate<Letter> meant) {
        return letters.values().stream().filter(meant).sorted(Letter.BY_PLACE).toList();
    }

    /**
     * Letters about records of one topic with one reason.
     *
     * @param topic the topic
     * @param reason the reason
     * @param count how many
     * @param resubmitted how many of them are about what has been sent again
     * @param first when the first was written
     * @param newest the newest
     */
    public record Group(String topic, String reason, int count, int resubmitted, Instant first, Letter newest) {}

    /** The letters that are meant by topic and reason, in the order of their names. */
    public List<Group> groups(Predicate<Letter> meant) {
        Map<String, List<Letter>> groups = new TreeMap<>();
        for (Letter letter : letters(meant)) {
            groups.computeIfAbsent(letter.topic() + " " + letter.reason(), key -> new ArrayList<>())
                    .add(letter);
        }
        return groups.values().stream().map(this::group).toList();
    }

    private Group group(Collection<Letter> own) {
        Letter first = own.iterator().next();
        Letter newest = first;
        int sent = 0;
        for (Letter letter : own) {
            first = letter.setAsideAt().isBefore(first.setAsideAt()) ? letter : first;
            newest = letter.setAsideAt().isBefore(newest.setAsideAt()) ? newest : letter;
            sent += isResubmitted(letter) ? 1 : 0;
        }
        return new Group(newest.topic(), newest.reason(), own.size(), sent, first.setAsideAt(), newest);
    }
}
