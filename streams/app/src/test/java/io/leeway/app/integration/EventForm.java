/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.InputRecord;
import io.leeway.app.ingest.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A way to write events, on a topic of its own.
 *
 * @param topic its topic
 * @param format the format that its topic is configured with
 * @param settings what else the topic is configured with, as the members of a YAML map
 * @param perRecord how many events go into a record
 * @param writer writes a record
 */
record EventForm(String topic, String format, String settings, int perRecord, Writer writer) {

    /** Writes a record. */
    @FunctionalInterface
    interface Writer {
        /** The value of a record with events; adds to its headers. */
        byte[] write(List<Event> events, Headers headers) throws IOException;
    }

    /** Writes a record with one event. */
    @FunctionalInterface
    interface SingleWriter {
        /** The value of a record with an event; adds to its headers. */
        byte[] write(Event event, Headers headers) throws IOException;
    }

    /** Changes a value. */
    @FunctionalInterface
    interface Change {
        /** The changed value. */
        byte[] of(byte[] value) throws IOException;
    }

    /** Records with one event each. */
    static EventForm each(String topic, String format, SingleWriter writer) {
        return new EventForm(topic, format, "", 1, (events, headers) -> writer.write(events.get(0), headers));
    }

    /** The same on a topic with more settings. */
    EventForm with(String more) {
        return new EventForm(topic, format, settings + ", " + more, perRecord, writer);
    }

    /** The same on a topic whose format is not configured. */
    EventForm auto() {
        return new EventForm(topic + "-auto", "auto", settings, perRecord, writer);
    }

    /** The same, compressed by the producer, which leaves it to the reader to see that. */
    EventForm gzip() {
        return seen("gzip", Wire::gzip);
    }

    /** The same, compressed by the producer, which leaves it to the reader to see that. */
    EventForm zstd() {
        return seen("zstd", Zstd::compress);
    }

    /** The same, compressed by the producer, which says so. */
    EventForm namedGzip() {
        return named("gzip", Wire::gzip);
    }

    /** The same, compressed by the producer, which says so. */
    EventForm namedZstd() {
        return named("zstd", Zstd::compress);
    }

    private EventForm seen(String encoding, Change change) {
        return new EventForm(
                topic + "-" + encoding,
                format,
                settings,
                perRecord,
                (events, headers) -> change.of(writer.write(events, headers)));
    }

    private EventForm named(String encoding, Change change) {
        return new EventForm(topic + "-named-" + encoding, format, settings, perRecord, (events, headers) -> {
            headers.add("content-encoding", encoding.getBytes(UTF_8));
            return change.of(writer.write(events, headers));
        });
    }

    /** The topic in the list of inputs. */
    String input() {
        return "  - {topic: " + topic + ", format: " + format + settings + "}\n";
    }

    /** The records with the events. */
    List<InputRecord> records(List<Event> events) {
        List<InputRecord> records = new ArrayList<>();
        for (int i = 0; i < events.size(); i += perRecord) {
            List<Event> some = events.subList(i, Math.min(i + perRecord, events.size()));
            RecordHeaders headers = new RecordHeaders();
            long written = some.get(some.size() - 1).occurredAt().toEpochMilli();
            try {
                records.add(new InputRecord(topic, writer.write(some, headers), headers, written));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return records;
    }

    /** What failures call it. */
    @Override
    public String toString() {
        return topic;
    }
}
