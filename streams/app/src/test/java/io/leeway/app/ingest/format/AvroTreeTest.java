/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class AvroTreeTest {

    private static final int MOST = 10 << 20;
    private static final Duration GUARD = Duration.ofSeconds(20);

    private static final Schema EVERYTHING = schema("""
            {"type":"record","name":"R","fields":[
             {"name":"s","type":["null","string"]},{"name":"n","type":["null","string"]},
             {"name":"i","type":"int"},{"name":"l","type":"long"},{"name":"f","type":"float"},{"name":"d","type":"double"},
             {"name":"b","type":"boolean"},{"name":"e","type":{"type":"enum","name":"E","symbols":["X","Y"]}},
             {"name":"y","type":"bytes"},{"name":"x","type":{"type":"fixed","name":"F","size":2}},
             {"name":"a","type":{"type":"array","items":"int"}},{"name":"m","type":{"type":"map","values":"long"}},
             {"name":"ms","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"us","type":{"type":"long","logicalType":"timestamp-micros"}},
             {"name":"ns","type":{"type":"long","logicalType":"timestamp-nanos"}},
             {"name":"dec","type":{"type":"bytes","logicalType":"decimal","precision":6,"scale":2}}]}""");

    @Test
    void shouldReadEveryTypeAsItsJson() throws IOException {
        byte[] bytes = Wire.body(
                EVERYTHING,
                new GenericRecordBuilder(EVERYTHING)
                        .set("s", "text")
                        .set("n", null)
                        .set("i", -7)
                        .set("l", Long.MIN_VALUE)
                        .set("f", 1.5f)
                        .set("d", -2.25)
                        .set("b", true)
                        .set(
                                "e",
                                new GenericData.EnumSymbol(
                                        EVERYTHING.getField("e").schema(), "Y"))
                        .set("y", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                        .set("x", new GenericData.Fixed(EVERYTHING.getField("x").schema(), new byte[] {4, 5}))
                        .set("a", List.of(1, 2, 3))
                        .set("m", Map.of("k", 9L))
                        .set("ms", 1_500L)
                        .set("us", -1L)
                        .set("ns", 2_999_999L)
                        .set("dec", ByteBuffer.wrap(new byte[] {0x30, 0x39}))
                        .build());

        JsonNode tree = AvroTree.read(EVERYTHING, bytes, 0, MOST);

        assertThat(tree.toString())
                .isEqualTo(
                        "{\"s\":\"text\",\"n\":null,\"i\":-7,\"l\":-9223372036854775808,\"f\":1.5,\"d\":-2.25,\"b\":true,"
                                + "\"e\":\"Y\",\"y\":\"AQID\",\"x\":\"BAU=\",\"a\":[1,2,3],\"m\":{\"k\":9},\"ms\":1500,\"us\":-1,"
                                + "\"ns\":2,\"dec\":123.45}");
        assertThat(tree.get("dec").decimalValue()).isEqualTo(new BigDecimal("123.45"));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThat(refusal(() -> AvroTree.read(EVERYTHING, cut, 0, MOST)).reason())
                    .as("%d bytes", length)
                    .isEqualTo(Reason.UNPARSABLE);
        }
        assertThat(refused(EVERYTHING, Arrays.copyOf(bytes, bytes.length + 1))).hasMessageContaining("follow after it");
    }

    @Test
    void shouldReadBlocksWithSizesAndStartWhereItIsTold() {
        byte[] bytes = {99, 3, 4, 10, 12, 0}; // two items in four bytes, whatever the size says

        assertThat(AvroTree.read(schema("{\"type\":\"array\",\"items\":\"int\"}"), bytes, 1, MOST)
                        .toString())
                .isEqualTo("[5,6]");
    }

    @Test
    void shouldNotBelieveLengths() {
        for (String type : List.of("\"bytes\"", "\"string\"")) {
            assertThat(refused(schema(type), varint(2_000_000_000))).hasMessageContaining("a length beyond its end");
            assertThat(refused(schema(type), varint(Long.MAX_VALUE))).hasMessageContaining("a length beyond its end");
            assertThat(refused(schema(type), varint(-1))).hasMessageContaining("a length beyond its end");
        }
        assertThat(refused(schema("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}"), new byte[4]))
                .hasMessageContaining("a length beyond its end");
        assertThat(refused(schema("\"int\""), varint(1L << 32))).hasMessageContaining("an int beyond its range");
        assertThat(refused(schema("[\"null\",\"int\"]"), varint(2))).hasMessageContaining("an index beyond");
        assertThat(refused(schema("\"boolean\""), new byte[] {2})).hasMessageContaining("a boolean");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);
        assertThat(refused(schema("\"long\""), endless)).hasMessageContaining("more than ten bytes");
    }

    @Test
    void shouldRefuseItemsWithoutWidth() {
        String empty = "{\"type\":\"record\",\"name\":\"N\",\"fields\":[]}";
        for (String items : List.of("\"null\"", empty, "{\"type\":\"fixed\",\"name\":\"Z\",\"size\":0}")) {
            Schema schema = schema("{\"type\":\"array\",\"items\":" + items + "}");

            assertThat(refused(schema, varint(Long.MAX_VALUE)).reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(refused(schema, varint(Long.MIN_VALUE + 1)).reason()).isEqualTo(Reason.UNPARSABLE);
        }
    }

    @Test
    void shouldRefuseASchemaThatExplodesWithoutBytes() {
        StringBuilder fields = new StringBuilder("{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
        for (int level = 1; level <= 60; level++) {
            fields = new StringBuilder(
                            "{\"type\":\"record\",\"name\":\"R" + level + "\",\"fields\":[{\"name\":\"a\",\"type\":")
                    .append(fields)
                    .append("},{\"name\":\"b\",\"type\":\"R" + (level - 1) + "\"}]}");
        }

        assertThat(refused(schema(fields.toString()), new byte[0]).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void shouldRefuseAMillionLevels() {
        Schema list = schema(
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}");
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 2);
        deep[deep.length - 1] = 0;

        assertThat(refused(list, deep)).hasMessageContaining("more than 500 levels");
        byte[] fine = Arrays.copyOfRange(deep, deep.length - 400, deep.length);
        assertThat(AvroTree.read(list, fine, 0, MOST).path("next").has("next")).isTrue();
    }

    @Test
    void shouldRefuseARecordThatHoldsItself() {
        Schema self = schema("{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"self\",\"type\":\"S\"}]}");

        assertThat(refused(self, new byte[0])).hasMessageContaining("more than 500 levels");
    }

    @Test
    void shouldRefuseDecimalsThatTakeLongToWrite() throws IOException {
        Schema decimal = schema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2400000,\"scale\":0}");

        assertThat(refused(decimal, Wire.body(decimal, ByteBuffer.wrap(new byte[1_000_000]))))
                .hasMessageContaining("decimal of 1000000 bytes");
    }

    private static BadEventException refused(Schema schema, byte[] bytes) {
        return assertTimeoutPreemptively(GUARD, () -> refusal(() -> AvroTree.read(schema, bytes, 0, MOST)));
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    private static byte[] varint(long value) {
        long raw = (value << 1) ^ (value >> 63);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while ((raw & ~0x7FL) != 0) {
            bytes.write((int) (raw & 0x7F) | 0x80);
            raw >>>= 7;
        }
        bytes.write((int) raw);
        return bytes.toByteArray();
    }
}
