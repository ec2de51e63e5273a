/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import io.leeway.app.ingest.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are small and mean much work, or large and mean nothing. */
final class Bombs {

    /** Under this id the registry has a schema that makes 2^40 records of no bytes. */
    static final int LAUGHS_ID = 66;

    /** Under this id it has a list of lists of lists. */
    static final int ENDLESS_ID = 67;

    /** And under this one an array of nothings, of which any number takes no bytes. */
    static final int NOTHINGS_ID = 68;

    private static final int LARGE = 50_000_000;
    private static final int DEEP = 1_000_000;
    private static final int DISTINCT = 100_000;
    private static final int PER_RECORD = 5_000;
    private static final int LEVELS = 40;

    private Bombs() {}

    /** Schemas for the registry's file, as JSON. */
    static String schemas(String sound) {
        StringBuilder laughs = new StringBuilder();
        for (int level = 0; level < LEVELS; level++) {
            laughs.append("{\"type\":\"record\",\"name\":\"L")
                    .append(level)
                    .append("\",\"fields\":[{\"name\":\"a\",\"type\":");
        }
        laughs.append("\"null\"}]}");
        for (int level = LEVELS - 2; level >= 0; level--) {
            laughs.append("},{\"name\":\"b\",\"type\":\"L").append(level + 1).append("\"}]}");
        }
        String endless =
                "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"N\"]}]}";
        String nothings =
                "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"all\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}]}";
        return "{\"" + HostileRecords.SCHEMA_ID + "\":" + sound + ",\"" + LAUGHS_ID + "\":" + laughs + ",\""
                + ENDLESS_ID + "\":" + endless + ",\"" + NOTHINGS_ID + "\":" + nothings + "}";
    }

    /** All of them. */
    static List<ProducerRecord<byte[], byte[]>> all() throws IOException {
        List<ProducerRecord<byte[], byte[]>> bombs = new ArrayList<>();
        for (String topic : HostileRecords.INPUTS.keySet()) {
            bombs.add(record(topic, null));
            bombs.add(record(topic, new byte[0]));
            bombs.add(record(topic, large('{')));
            bombs.add(record(topic, large('\n')));
            bombs.add(record(topic, large('\0')));
            bombs.add(record(topic, deep("[", "]")));
            bombs.add(record(topic, deep("{\"a\":", "}")));
            bombs.add(record(topic, deep("{\"resourceSpans\":[", "]}")));
            bombs.add(record(topic, Wire.gzip(new byte[LARGE])));
            bombs.add(record(topic, Wire.gzip(Wire.gzip(new byte[LARGE]))));
            bombs.add(record(topic, Zstd.compress(new byte[LARGE])));
            bombs.add(record(
                    topic,
                    ("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\""
                                    + Base64.getEncoder().encodeToString(Wire.gzip(new byte[LARGE])) + "\"}")
                            .getBytes(UTF_8)));
            bombs.add(record(topic, Wire.confluent(LAUGHS_ID, new byte[0])));
            bombs.add(record(topic, Wire.confluent(ENDLESS_ID, filled(DEEP, (byte) 2))));
            // An array of 2^62 nothings: a block's count in zigzag, and the end of the array.
            bombs.add(record(topic, Wire.confluent(NOTHINGS_ID, new byte[] {-2, -1, -1, -1, -1, -1, -1, -1, 127, 0})));
            bombs.add(record(topic, number("1e308")));
            bombs.add(record(topic, number("-1e999")));
            bombs.add(record(topic, number("NaN")));
            bombs.add(record(topic, number("Infinity")));
            bombs.add(record(topic, number("9".repeat(100_000))));
            bombs.add(record(topic, event("9999-12-31T23:59:59.999Z", "\"text\":\"late\"")));
            bombs.add(record(topic, event("+10000-01-01T00:00:00Z", "\"text\":\"later\"")));
            bombs.add(record(topic, event("0001-01-01T00:00:00Z", "\"text\":\"early\"")));
            bombs.add(record(topic, names()));
            bombs.add(headers(record(topic, event("2026-01-01T00:00:00Z", "\"text\":\"hi\""))));
        }
        for (int from = 0; from < DISTINCT; from += PER_RECORD) {
            bombs.add(record("hostile-auto", values(from)));
        }
        return bombs;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ProducerRecord<>(topic, 0, HostileRecords.START.toEpochMilli(), null, value);
    }

    private static ProducerRecord<byte[], byte[]> headers(ProducerRecord<byte[], byte[]> record) {
        Random random = new Random(1);
        for (String name : List.of(
                "ce_specversion", "ce_time", "ce_id", "__value_schema_id", "content-type", "content-encoding")) {
            byte[] noise = new byte[random.nextInt(20)];
            random.nextBytes(noise);
            record.headers().add(name, noise);
        }
        return record;
    }

    private static byte[] event(String time, String fields) {
        return ("{\"agentId\":\"bombs\",\"occurredAt\":\"" + time + "\"," + fields + "}").getBytes(UTF_8);
    }

    private static byte[] number(String number) {
        return event("2026-01-01T00:00:00Z", "\"numbers\":{\"x\":" + number + "}");
    }

    private static byte[] names() {
        StringBuilder names = new StringBuilder("\"categories\":{");
        for (int i = 0; i < DISTINCT; i++) {
            names.append(i == 0 ? "" : ",").append("\"c").append(i).append("\":\"v\"");
        }
        return event("2026-01-01T00:00:00Z", names.append('}').toString());
    }

    /** Events in one record, each with a value of its own of one category. */
    private static byte[] values(int from) {
        StringBuilder events = new StringBuilder("[");
        for (int i = from; i < from + PER_RECORD; i++) {
            events.append(i == from ? "" : ",")
                    .append(new String(
                            event(
                                    "2026-01-01T00:00:00Z",
                                    "\"eventId\":\"v" + i + "\",\"categories\":{\"plan\":\"p" + i + "\"}"),
                            UTF_8));
        }
        return events.append(']').toString().getBytes(UTF_8);
    }

    private static byte[] large(char first) {
        byte[] bytes = new byte[LARGE];
        bytes[0] = (byte) first;
        return bytes;
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static byte[] deep(String open, String close) {
        return (open.repeat(DEEP) + close.repeat(DEEP)).getBytes(UTF_8);
    }
}
