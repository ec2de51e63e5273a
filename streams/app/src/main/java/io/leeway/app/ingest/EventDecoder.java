/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.format.CloudEvent;
import io.leeway.app.ingest.format.Compression;
import io.leeway.app.ingest.format.ConfluentFraming;
import io.leeway.app.ingest.format.Content;
import io.leeway.app.ingest.format.Sniffer;
import io.leeway.app.registry.RegistryUnavailableException;
import io.leeway.app.registry.SchemaId;
import io.leeway.app.registry.SchemaSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record of an input topic to its events: takes off compression and envelope, finds out the encoding where the
 * configuration leaves it open, and reads what is inside. Thread-safe.
 */
public final class EventDecoder {

    private final Bounds bounds;
    private final Sniffer sniffer;
    private final ContentReader contents;

    /**
     * A decoder for one topic.
     *
     * @param input the topic
     * @param schemas where schemas are looked up that records name
     * @param telemetry what reads OpenTelemetry; which refuses where none is read
     * @param bounds what a record may take
     */
    public EventDecoder(LeewayConfig.Input input, SchemaSource schemas, Telemetry telemetry, Bounds bounds) {
        this.bounds = bounds;
        this.sniffer = new Sniffer(input.format(), input.schema().isPresent(), schemas.present());
        this.contents = new ContentReader(input, sniffer, schemas, telemetry, bounds);
    }

    /**
     * Decodes one record.
     *
     * @return its events, and the faults of those parts that are none
     * @throws BadEventException if the record as a whole is of no use
     * @throws RegistryUnavailableException if the registry of schemas does not answer
     */
    public Decoded decode(InputRecord record) {
        Content content = content(record);
        Optional<CloudEvent> envelope = CloudEvent.ofHeaders(record.headers());
        String digest = digest(content.bytes());
        Surroundings around = envelope.map(it -> it.around(digest, record.timestamp()))
                .orElseGet(() -> Surroundings.bare(digest, record.timestamp()));
        Decoded decoded = contents.read(content, around, envelope.isPresent());
        if (decoded.events().size() + decoded.faults().size() > bounds.eventsPerRecord()) {
            throw contents.tooMany();
        }
        return decoded;
    }

    private Content content(InputRecord record) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw new BadEventException(Reason.UNPARSABLE, "the record has no value");
        }
        if (value.length > bounds.recordBytes()) {
            throw new BadEventException(Reason.TOO_LARGE, value.length + " bytes, more than " + bounds.recordBytes());
        }
        Headers headers = record.headers();
        Header named = headers.lastHeader(ConfluentFraming.HEADER);
        Optional<SchemaId> schema = ConfluentFraming.ofHeader(named == null ? null : named.value());
        Content content = Content.of(value, CloudEvent.header(headers, "content-type"), schema);
        String encoding = CloudEvent.header(headers, "content-encoding");
        Compression compression = encoding == null && sniffer.sniffsCompression(content)
                ? Compression.sniff(value)
                : Compression.named(encoding == null ? "" : encoding);
        byte[] plain = compression.inflate(value, bounds.recordBytes());
        if (plain.length == 0) {
            throw new BadEventException(Reason.UNPARSABLE, "the record has no value but its compression");
        }
        return new Content(plain, content.mediaType(), schema);
    }

    /** SHA-256 of a record's bytes, hexadecimal. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
