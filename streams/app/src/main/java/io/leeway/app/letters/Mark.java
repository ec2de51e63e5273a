/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What says in the dead-letter topic that the subject of a letter has been sent again. */
final class Mark {

    /** The field that letters do not have. */
    static final String RESUBMITTED_AT = "resubmittedAt";

    private Mark() {}

    static ProducerRecord<byte[], byte[]> of(String deadLetters, Letter letter, String to, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        letter.place().into(json);
        json.put(RESUBMITTED_AT, at.toString());
        json.put("to", to);
        return new ProducerRecord<>(
                deadLetters,
                letter.place().toString().getBytes(StandardCharsets.UTF_8),
                json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
