/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.InputFormat;
import io.leeway.app.registry.SchemaId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnifferTest {

    private static final Sniffer AUTO = new Sniffer(InputFormat.AUTO, false, true);

    @ParameterizedTest
    @CsvSource({
        "'{}',JSON",
        "'[]',JSON",
        "'\n\t {',JSON",
        "'\u0000\u0000\u0000\u0000\u0007',CONFLUENT",
        "'\n\u0000',OTLP_PROTOBUF"
    })
    void shouldTellByTheFirstBytes(String value, Encoding encoding) {
        assertThat(AUTO.of(content(value, null), false)).isEqualTo(encoding);
    }

    @ParameterizedTest
    @ValueSource(ints = {'{', '['})
    void shouldNotTakeALengthForABrace(int length) {
        byte[] protobuf = new byte[2 + length];
        protobuf[0] = 0x0A;
        protobuf[1] = (byte) length;
        protobuf[2] = 0x12;
        byte[] json = Arrays.copyOf(("\n" + (char) length + "\"a\"").getBytes(StandardCharsets.UTF_8), 2 + length);

        for (InputFormat format : new InputFormat[] {InputFormat.AUTO, InputFormat.OTLP}) {
            Sniffer sniffer = new Sniffer(format, false, false);
            assertThat(sniffer.of(Content.of(protobuf, null, Optional.empty()), false))
                    .isEqualTo(Encoding.OTLP_PROTOBUF);
        }
        assertThat(AUTO.of(Content.of(json, null, Optional.empty()), false)).isEqualTo(Encoding.JSON);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,JSON",
        "Application/JSON; charset=utf-8,JSON",
        "application/vnd.acme.chat+json,JSON",
        "application/x-protobuf,OTLP_PROTOBUF",
        "application/avro,BARE_AVRO"
    })
    void shouldBelieveTheContentType(String type, Encoding encoding) {
        Sniffer sniffer = new Sniffer(InputFormat.AUTO, true, true);

        assertThat(sniffer.of(content("x", type), false)).isEqualTo(encoding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\u0000\u0000\u0000\u0000\u0007", "\n\u0000", "\u001f"})
    void shouldTakeEverythingForBareAvroWhereASchemaIsGiven(String value) {
        assertThat(new Sniffer(InputFormat.AUTO, true, true).of(content(value, null), false))
                .isEqualTo(Encoding.BARE_AVRO);
        assertThat(new Sniffer(InputFormat.AVRO, true, true).of(content(value, null), false))
                .isEqualTo(Encoding.BARE_AVRO);
    }

    @Test
    void shouldTakeTheMarkerBeforeTheSchemaAndTheHeaderBeforeTheMarker() {
        byte[] marked = {(byte) 0xC3, 1, 0};
        Sniffer sniffer = new Sniffer(InputFormat.AUTO, true, true);

        assertThat(sniffer.of(Content.of(marked, null, Optional.empty()), false))
                .isEqualTo(Encoding.SINGLE_OBJECT);
        assertThat(sniffer.of(Content.of(marked, null, Optional.of(SchemaId.of(7))), false))
                .isEqualTo(Encoding.CONFLUENT);
    }

    @Test
    void shouldFindTheEnvelopeWhateverTheFormat() {
        Content envelope = content("{}", "application/cloudevents+json");

        for (InputFormat format : InputFormat.values()) {
            assertThat(new Sniffer(format, false, false).of(envelope, false)).isEqualTo(Encoding.JSON);
        }
    }

    private static Content content(String value, String type) {
        return Content.of(value.getBytes(StandardCharsets.UTF_8), type, Optional.empty());
    }
}
