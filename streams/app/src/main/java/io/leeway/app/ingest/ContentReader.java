/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.format.CloudEvent;
import io.leeway.app.ingest.format.ConfluentFraming;
import io.leeway.app.ingest.format.Content;
import io.leeway.app.ingest.format.JsonText;
import io.leeway.app.ingest.format.Sniffer;
import io.leeway.app.ingest.mapping.FieldMapping;
import io.leeway.app.registry.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Reads the events in a content: an event, an array of events, an envelope with either, or an array of those. */
final class ContentReader {

    private final Sniffer sniffer;
    private final Schema bare;
    private final SchemaSource schemas;
    private final Telemetry telemetry;
    private final Bounds bounds;
    private final JsonText json;
    private final EventReader events;
    private final AvroReader avro;

    ContentReader(LeewayConfig.Input input, Sniffer sniffer, SchemaSource schemas, Telemetry telemetry, Bounds bounds) {
        this.sniffer = sniffer;
        this.bare = input.schema().orElse(null);
        this.schemas = schemas;
        this.telemetry = telemetry;
        this.bounds = bounds;
        this.json = new JsonText(bounds.recordBytes());
        this.events = input.mapping()
                .map(FieldMapping::new)
                .map(mapping -> (EventReader) mapping::read)
                .orElse(EventJson::read);
        this.avro = new AvroReader(bare, schemas, bounds, this::foreign);
    }

    /**
     * Reads a content.
     *
     * @param wrapped whether it is the data of an envelope, which must not hold another
     * @throws BadEventException if nothing in it is of use
     */
    Decoded read(Content content, Surroundings around, boolean wrapped) {
        byte[] bytes = content.bytes();
        return switch (sniffer.of(content, wrapped)) {
            case JSON -> tree(json.read(bytes), around, wrapped);
            case SINGLE_OBJECT -> avro.singleObject(bytes, around);
            case BARE_AVRO -> avro.body(bare, bytes, 0, around);
            case CONFLUENT ->
                content.schemaId()
                        .map(id -> avro.body(schemas.byId(id), bytes, 0, around))
                        .orElseGet(() -> avro.body(
                                schemas.byId(ConfluentFraming.ofValue(bytes)), bytes, ConfluentFraming.BODY, around));
            case OTLP_JSON -> tree(json.read(bytes), around, wrapped);
            case OTLP_PROTOBUF -> checked(telemetry.read(bytes, around));
        };
    }

    BadEventException tooMany() {
        return new BadEventException(
                Reason.TOO_MANY_EVENTS, "more than " + bounds.eventsPerRecord() + " events in one record");
    }

    private Decoded tree(JsonNode root, Surroundings around, boolean wrapped) {
        return root.isArray()
                ? elements(root, around, (element, own) -> value(element, own, wrapped))
                : value(root, around, wrapped);
    }

    /** A tree that was Avro: neither envelopes nor telemetry look like that. */
    private Decoded foreign(JsonNode root, Surroundings around) {
        return root.isArray() ? elements(root, around, this::event) : event(root, around);
    }

    private Decoded event(JsonNode root, Surroundings around) {
        return Decoded.of(EventChecks.checked(events.read(root, around)));
    }

    private Decoded value(JsonNode value, Surroundings around, boolean wrapped) {
        if (CloudEvent.isStructured(value)) {
            if (wrapped) {
                throw new BadEventException(Reason.INVALID_EVENT, "an envelope within an envelope");
            }
            return data(value, around);
        }
        if (sniffer.mayBeTelemetry() && (value.has("resourceSpans") || value.has("resourceLogs"))) {
            return checked(telemetry.read(value, around));
        }
        return event(value, around);
    }

    private Decoded data(JsonNode envelope, Surroundings around) {
        CloudEvent event = CloudEvent.of(envelope);
        Content bytes = CloudEvent.bytes(envelope).orElse(null);
        if (bytes == null && !sniffer.readsJson()) {
            throw new BadEventException(Reason.UNPARSABLE, "JSON in an envelope, where another format is configured");
        }
        if (bytes != null && bytes.bytes().length == 0) {
            throw new BadEventException(Reason.INVALID_EVENT, "an envelope without data");
        }
        Surroundings own = event.around(around.eventId(), around.appendedAt());
        return bytes == null ? tree(CloudEvent.data(envelope), own, true) : read(bytes, own, true);
    }

    /** Reads one element of an array. */
    @FunctionalInterface
    private interface ElementReader {
        Decoded read(JsonNode element, Surroundings around);
    }

    /** Elements have their content and their place to tell them from one another: an envelope's id is that of all of them. */
    private Decoded elements(JsonNode array, Surroundings around, ElementReader reader) {
        if (array.size() > bounds.eventsPerRecord()) {
            throw tooMany();
        }
        List<Event> read = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String digest = EventDecoder.digest(JsonText.canonical(array.get(i)));
            Surroundings own =
                    new Surroundings(digest + "-" + i, around.occurredAt(), around.traceId(), around.appendedAt());
            try {
                Decoded decoded = reader.read(array.get(i), own);
                read.addAll(decoded.events());
                for (Fault fault : decoded.faults()) {
                    faults.add(new Fault(i, fault.reason(), fault.message()));
                }
            } catch (BadEventException e) {
                if (e.reason() == Reason.TOO_MANY_EVENTS) {
                    throw e;
                }
                faults.add(Fault.of(i, e));
            }
        }
        return new Decoded(read, faults);
    }

    private static Decoded checked(Decoded telemetry) {
        List<Event> sound = new ArrayList<>();
        List<Fault> faults = new ArrayList<>(telemetry.faults());
        for (int i = 0; i < telemetry.events().size(); i++) {
            try {
                sound.add(EventChecks.checked(telemetry.events().get(i)));
            } catch (BadEventException e) {
                faults.add(Fault.of(i, e));
            }
        }
        return new Decoded(sound, faults);
    }
}
