/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.privacy.TextDoor;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.CorpusItem;
import io.leeway.schemas.Records;
import io.leeway.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;

/** Reads and checks items of corpora, in Avro or JSON. */
public final class ItemDecoder {

    private static final int LONGEST_ID = 512;

    private final InputFormat format;

    /** A decoder for one topic, whose format is auto, JSON or Avro. */
    public ItemDecoder(InputFormat format) {
        this.format = format;
    }

    /**
     * The item in a record.
     *
     * @param key the record's key; only read where there is no value
     * @param value the record's value, or null for an item that is deleted
     * @throws BadEventException if it is none; the message quotes neither text nor key
     */
    public CorpusItem decode(byte[] key, byte[] value) {
        CorpusItem item = value == null ? tombstone(key) : read(value);
        id("agentId", item.getAgentId());
        id("itemId", item.getItemId());
        if (!item.getDeleted() && item.getEmbedding() == null && !readable(item.getText())) {
            throw invalid(
                    "an item that is not deleted needs a text that is neither empty nor redacted, or an embedding");
        }
        return item;
    }

    private static boolean readable(String text) {
        return text != null && !text.isBlank() && !text.equals(TextDoor.REDACTED);
    }

    private CorpusItem read(byte[] value) {
        try {
            return switch (format) {
                case AUTO -> Records.CORPUS_ITEM.read(value);
                case AVRO -> Records.CORPUS_ITEM.decode(value);
                case CONFLUENT, OTLP -> throw new IllegalStateException("not a format of corpora: " + format);
                case JSON -> Records.CORPUS_ITEM.fromJson(new String(value, StandardCharsets.UTF_8));
            };
        } catch (UndecodableRecordException e) {
            throw new BadEventException(Reason.UNPARSABLE, "not an item of a corpus: " + e.getMessage(), e);
        }
    }

    private static CorpusItem tombstone(byte[] key) {
        if (key == null) {
            throw invalid("a record without a value must have the key agentId|itemId");
        }
        StreamKey parts;
        try {
            parts = StreamKey.parse(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new BadEventException(
                    Reason.INVALID_ITEM, "the key of a record without a value must be agentId|itemId", e);
        }
        return CorpusItem.newBuilder()
                .setAgentId(parts.agentId())
                .setItemId(parts.cohort())
                .setDeleted(true)
                .build();
    }

    private static void id(String field, String value) {
        if (value.isEmpty() || value.length() > LONGEST_ID) {
            throw invalid(field + " must have 1 to " + LONGEST_ID + " characters: " + value.length());
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw invalid(field + " must be well-formed Unicode");
        }
    }

    private static BadEventException invalid(String message) {
        return new BadEventException(Reason.INVALID_ITEM, message);
    }
}
