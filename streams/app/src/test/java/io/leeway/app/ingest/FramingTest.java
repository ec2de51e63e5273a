/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static io.leeway.app.ingest.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FramingTest {

    private static final UUID GUID = UUID.fromString("12345678-9abc-4def-8123-456789abcdef");
    private static final Schema CHAT = new Schema.Parser().parse("""
            {"type":"record","name":"Chat","fields":[{"name":"agentId","type":"string"},
             {"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"}},
             {"name":"text","type":["null","string"]}]}""");
    private static final Schema CHATS = Schema.createArray(CHAT);
    private static final AgentInput OWN = AgentInput.newBuilder()
            .setAgentId("a")
            .setOccurredAt(Instant.ofEpochMilli(1_500))
            .setText("hi")
            .build();

    @Test
    void shouldReadSingleObjectsOfForeignSchemas() throws IOException {
        byte[] value = Wire.singleObject(CHAT, body());

        for (InputFormat format : new InputFormat[] {InputFormat.AUTO, InputFormat.AVRO}) {
            assertChat(Decoding.of(format, CHAT, Map.of()).decode(value), value);
            assertChat(Decoding.of(format, null, Map.of("7", CHAT)).decode(value), value);
            assertThat(refusal(() -> Decoding.of(format).decode(value)).reason())
                    .isEqualTo(Reason.UNKNOWN_SCHEMA);
        }
    }

    @Test
    void shouldReadBareBodiesOfTheConfiguredSchema() throws IOException {
        for (InputFormat format : new InputFormat[] {InputFormat.AUTO, InputFormat.AVRO}) {
            Decoding decoding = Decoding.of(format, CHAT, Map.of());

            assertChat(decoding.decode(body()), body());
            assertThat(decoding.decode(Records.AGENT_INPUT.encode(OWN)).text()).isEqualTo("hi");
            assertThat(refusal(() -> decoding.decode(utf8("{\"agentId\":\"a\"}")))
                            .reason())
                    .isEqualTo(Reason.UNPARSABLE);
        }
    }

    @Test
    void shouldReadConfluentFraming() throws IOException {
        byte[] value = Wire.confluent(7, body());

        for (InputFormat format : new InputFormat[] {InputFormat.AUTO, InputFormat.CONFLUENT}) {
            assertChat(Decoding.of(format, null, Map.of("7", CHAT)).decode(value), value);
            assertThat(refusal(() ->
                                    Decoding.of(format, null, Map.of("8", CHAT)).decode(value))
                            .reason())
                    .isEqualTo(Reason.UNKNOWN_SCHEMA);
        }
        assertThat(refusal(() -> Decoding.of(InputFormat.AUTO).decode(value)).reason())
                .isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal(() -> Decoding.of(InputFormat.CONFLUENT).decode(utf8("{}"))))
                .hasMessageContaining("no Confluent framing");
    }

    @Test
    void shouldReadOurOwnRecordInConfluentFraming() {
        byte[] own = Wire.confluent(7, Wire.body(OWN));
        Decoding decoding = Decoding.of(InputFormat.AUTO, null, Map.of("7", Records.AGENT_INPUT.schema()));

        Event event = decoding.decode(own);

        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(event.text()).isEqualTo("hi");
        assertThat(event.eventId()).isEqualTo(EventDecoder.digest(own));
    }

    @Test
    void shouldNotMistakeMicrosecondsForMilliseconds() {
        Schema micros = new Schema.Parser()
                .parse(Records.AGENT_INPUT.schema().toString().replace("timestamp-millis", "timestamp-micros"));
        byte[] own = Wire.confluent(7, Wire.body(OWN));

        assertThat(Decoding.of(InputFormat.AUTO, null, Map.of("7", micros))
                        .decode(own)
                        .occurredAt())
                .isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void shouldReadTheSchemaFromTheHeader() throws IOException {
        byte[] guid = ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(GUID.getMostSignificantBits())
                .putLong(GUID.getLeastSignificantBits())
                .array();
        Map<String, Schema> schemas = Map.of(GUID.toString(), CHAT, "7", CHAT);

        for (byte[] header : List.of(guid, new byte[] {0, 0, 0, 0, 7})) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("__value_schema_id", header);

            Decoded decoded = Decoding.of(InputFormat.AUTO, null, schemas).all(body(), headers);

            assertChat(decoded.events().get(0), body());
            assertThat(refusal(() -> Decoding.of(InputFormat.AUTO).all(body(), headers))
                            .reason())
                    .isEqualTo(Reason.UNKNOWN_SCHEMA);
        }
        assertThat(refusal(() -> Decoding.of(InputFormat.AUTO).all(body(), "__value_schema_id", "7")))
                .hasMessageContaining("neither an id nor a GUID");
    }

    @Test
    void shouldReadArraysOfForeignRecords() throws IOException {
        GenericRecord sound = chat("hi");
        GenericRecord unsound = new GenericRecordBuilder(CHAT)
                .set("agentId", "")
                .set("occurredAt", 1L)
                .set("text", "x")
                .build();

        Decoded decoded = Decoding.of(InputFormat.CONFLUENT, null, Map.of("7", CHATS))
                .all(Wire.confluent(7, Wire.body(CHATS, List.of(sound, unsound, chat("ho")))));

        assertThat(decoded.events()).extracting(Event::text).containsExactly("hi", "ho");
        assertThat(decoded.faults()).containsExactly(new Fault(1, Reason.INVALID_EVENT, "agentId is required"));
        assertThat(decoded.events()).extracting(Event::eventId).doesNotHaveDuplicates();
    }

    private static void assertChat(Event event, byte[] value) {
        assertThat(event.key().agentId()).isEqualTo("a");
        assertThat(event.text()).isEqualTo("hi");
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(event.eventId()).isEqualTo(EventDecoder.digest(value));
    }

    private static GenericRecord chat(String text) {
        return new GenericRecordBuilder(CHAT)
                .set("agentId", "a")
                .set("occurredAt", 1_500_999L)
                .set("text", text)
                .build();
    }

    private static byte[] body() throws IOException {
        return Wire.body(CHAT, chat("hi"));
    }
}
