/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import io.leeway.app.ingest.Wire;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records in all formats, sound ones and ones that are damaged in every way: bits turned over, cut off, pieces repeated, left
 * out or taken from other records, numbers and times replaced by impossible ones, and noise. The same for the same seed.
 */
final class HostileRecords {

    /** Topics, each read in another format; SCHEMA stands for the file of {@link #PLAIN}. */
    static final Map<String, String> INPUTS = Map.of(
            "hostile-auto", "{topic: hostile-auto}",
            "hostile-json",
                    "{topic: hostile-json, format: json, mapping: {agentId: $.agentId, occurredAt: $.occurredAt,"
                            + " text: $.text, numbers: $.numbers, categories: $.categories}}",
            "hostile-avro", "{topic: hostile-avro, format: avro}",
            "hostile-plain",
                    "{topic: hostile-plain, format: avro, schema: SCHEMA, mapping: {agentId: $.who, occurredAt: $.at,"
                            + " text: $.said, numbers: {ms: $.ms}}}",
            "hostile-confluent", "{topic: hostile-confluent, format: confluent}",
            "hostile-otlp", "{topic: hostile-otlp, format: otlp}");

    /** Under this id the registry has the schema of an input. */
    static final int SCHEMA_ID = 1;

    /** The schema of records without any framing. */
    static final String PLAIN = """
            {"type":"record","name":"Said","fields":[{"name":"who","type":"string"},{"name":"at","type":"long"},
             {"name":"said","type":["null","string"]},{"name":"ms","type":"double"}]}
            """;

    private static final Schema PLAIN_SCHEMA = new Schema.Parser().parse(PLAIN);
    private static final List<String> TOPICS = List.copyOf(new TreeMap<>(INPUTS).keySet());
    private static final List<String> EXTREMES = List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "1e308",
            "-1e308",
            "1e999",
            "9".repeat(400),
            "0.".concat("0".repeat(400)),
            "9999-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00Z",
            "253402300799999",
            "-9223372036854775808",
            "null",
            "\"\"");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MILLIS_BETWEEN = 40;
    private static final int AGENTS = 5;

    private final Random random;
    private byte[] previous = {};

    HostileRecords(long seed) {
        this.random = new Random(seed);
    }

    /** The record of a number, written when its event happened; ask for them in their order. */
    ProducerRecord<byte[], byte[]> record(int i) {
        String topic = TOPICS.get(i % TOPICS.size());
        byte[] sound = sound(topic, i);
        byte[] value = damaged(sound);
        previous = sound;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, at(i).toEpochMilli(), null, value);
        if (random.nextInt(10) == 0) {
            record.headers()
                    .add("ce_specversion", damaged("1.0".getBytes(UTF_8)))
                    .add("ce_id", damaged(("c-" + i).getBytes(UTF_8)))
                    .add("ce_time", damaged(at(i).toString().getBytes(UTF_8)));
        }
        return record;
    }

    private byte[] sound(String topic, int i) {
        return switch (topic) {
            case "hostile-json" -> json(i);
            case "hostile-avro" -> avro(i);
            case "hostile-plain" -> plain(i);
            case "hostile-confluent" -> confluent(i);
            case "hostile-otlp" ->
                switch (random.nextInt(3)) {
                    case 0 -> otlp(i);
                    case 1 -> otlpJson(i);
                    default -> otlpLog(i);
                };
            default ->
                switch (random.nextInt(10)) {
                    case 0 -> json(i);
                    case 1 -> avro(i);
                    case 2 -> confluent(i);
                    case 3 -> otlp(i);
                    case 4 -> otlpJson(i);
                    case 5 ->
                        ("[" + new String(json(i), UTF_8) + "," + new String(json(i + 1), UTF_8) + "]").getBytes(UTF_8);
                    case 6 -> cloudEvent(i);
                    case 7 -> otlpLog(i);
                    case 8 -> Zstd.compress(json(i));
                    default -> Wire.gzip(json(i));
                };
        };
    }

    private byte[] damaged(byte[] sound) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> sound;
            case 5, 6, 7, 8, 9 -> turned(sound);
            case 10, 11, 12 -> Arrays.copyOf(sound, random.nextInt(sound.length));
            case 13, 14, 15 -> spliced(sound);
            case 16, 17, 18 -> extreme(sound);
            default -> noise(random.nextInt(400));
        };
    }

    private byte[] turned(byte[] sound) {
        byte[] bytes = sound.clone();
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** A piece of this or the last record in place of a piece of this one. */
    private byte[] spliced(byte[] sound) {
        byte[] other = previous.length == 0 || random.nextBoolean() ? sound : previous;
        int from = random.nextInt(other.length);
        int length = random.nextInt(other.length - from + 1);
        int at = random.nextInt(sound.length);
        int rest = Math.min(sound.length, at + random.nextInt(40));
        return ByteBuffer.allocate(at + length + sound.length - rest)
                .put(sound, 0, at)
                .put(other, from, length)
                .put(sound, rest, sound.length - rest)
                .array();
    }

    private byte[] extreme(byte[] sound) {
        String text = new String(sound, ISO_8859_1);
        String value = EXTREMES.get(random.nextInt(EXTREMES.size()));
        String field = List.of(
                        "\"occurredAt\":\"[^\"]*\"",
                        "\"latencyMs\":[0-9.]+",
                        "\"[A-Za-z]*TimeUnixNano\":\"[0-9]*\"",
                        "[0-9]+")
                .get(random.nextInt(4));
        String replaced = text.replaceFirst(field, "\"occurredAt\":" + value);
        return (random.nextBoolean() ? replaced : text.replaceFirst("[0-9]+", value)).getBytes(ISO_8859_1);
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String agent(String form, int i) {
        return form + "-" + i / TOPICS.size() % AGENTS;
    }

    private String text() {
        return Traffic.words(Traffic.BEFORE, random);
    }

    private static Instant at(int i) {
        return START.plusMillis((long) MILLIS_BETWEEN * i);
    }

    private byte[] json(int i) {
        return ("{\"eventId\":\"e-" + i + "\",\"agentId\":\"" + agent("json", i) + "\",\"occurredAt\":\"" + at(i)
                        + "\",\"sessionId\":\"s-"
                        + i / 5
                        + "\",\"text\":\"" + text() + "\",\"numbers\":{\"latencyMs\":" + random.nextInt(1000)
                        + "},\"categories\":{\"tool\":\"t" + random.nextInt(3) + "\"}}")
                .getBytes(UTF_8);
    }

    private AgentInput input(String agent, int i) {
        return AgentInput.newBuilder()
                .setAgentId(agent)
                .setOccurredAt(at(i))
                .setText(text())
                .setNumbers(Map.of("latencyMs", random.nextDouble()))
                .setCategories(Map.of("tool", "t" + random.nextInt(3)))
                .build();
    }

    private byte[] avro(int i) {
        return Records.AGENT_INPUT.encode(input(agent("avro", i), i));
    }

    private byte[] confluent(int i) {
        return Wire.confluent(SCHEMA_ID, Wire.body(input(agent("confluent", i), i)));
    }

    private byte[] plain(int i) {
        GenericRecord event = new GenericData.Record(PLAIN_SCHEMA);
        event.put("who", agent("plain", i));
        event.put("at", at(i).toEpochMilli());
        event.put("said", text());
        event.put("ms", random.nextDouble());
        return Wire.body(PLAIN_SCHEMA, event);
    }

    private byte[] cloudEvent(int i) {
        return ("{\"specversion\":\"1.0\",\"id\":\"c-" + i
                        + "\",\"source\":\"test\",\"type\":\"chat\",\"data_base64\":\""
                        + Base64.getEncoder().encodeToString(avro(i)) + "\"}")
                .getBytes(UTF_8);
    }

    private byte[] otlp(int i) {
        byte[] trace = noise(16);
        Span.Builder call = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(trace))
                .setSpanId(ByteString.copyFrom(noise(8)))
                .setName("chat m")
                .setStartTimeUnixNano(at(i).toEpochMilli() * 1_000_000)
                .setEndTimeUnixNano(at(i).toEpochMilli() * 1_000_000 + random.nextInt(1_000_000_000))
                .addAttributes(attribute("gen_ai.operation.name", "chat"))
                .addAttributes(attribute("gen_ai.input.messages", messages()));
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", agent("otlp", i))))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(call)))
                .build()
                .toByteArray();
    }

    private byte[] otlpLog(int i) {
        LogRecord call = LogRecord.newBuilder()
                .setTraceId(ByteString.copyFrom(noise(16)))
                .setSpanId(ByteString.copyFrom(noise(8)))
                .setTimeUnixNano(at(i).toEpochMilli() * 1_000_000)
                .setEventName("gen_ai.client.inference.operation.details")
                .addAttributes(attribute("gen_ai.operation.name", "chat"))
                .addAttributes(attribute("gen_ai.input.messages", messages()))
                .build();
        return LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", agent("otlp", i))))
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(call)))
                .build()
                .toByteArray();
    }

    private byte[] otlpJson(int i) {
        long start = at(i).toEpochMilli() * 1_000_000;
        return ("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\""
                        + agent("otlp", i) + "\"}}]},"
                        + "\"scopeSpans\":[{\"spans\":[{\"traceId\":\""
                        + HexFormat.of().formatHex(noise(16)) + "\",\"spanId\":\""
                        + HexFormat.of().formatHex(noise(8)) + "\",\"name\":\"chat m\",\"startTimeUnixNano\":\"" + start
                        + "\",\"endTimeUnixNano\":\"" + (start + 5_000_000) + "\",\"attributes\":["
                        + "{\"key\":\"gen_ai.operation.name\",\"value\":{\"stringValue\":\"chat\"}},"
                        + "{\"key\":\"gen_ai.input.messages\",\"value\":{\"stringValue\":\""
                        + messages().replace("\"", "\\\"") + "\"}}]}]}]}]}")
                .getBytes(UTF_8);
    }

    private String messages() {
        return "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + text() + "\"}]}]";
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
