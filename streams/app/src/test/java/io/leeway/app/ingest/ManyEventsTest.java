/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static io.leeway.app.ingest.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyEventsTest {

    private static final String JSON = "{\"agentId\":\"a\",\"occurredAt\":0,\"text\":\"hi\"}";

    private final Decoding auto = Decoding.of(InputFormat.AUTO);

    @Test
    void shouldReadEachElementOfAnArrayByItself() {
        String reserved = JSON.replace("\"text\":\"hi\"", "\"numbers\":{\"text/x\":1}");

        Decoded decoded = auto.all(utf8("[" + JSON + ",7," + reserved + "," + JSON.replace("hi", "ho") + "]"));

        assertThat(decoded.events()).extracting(Event::text).containsExactly("hi", "ho");
        assertThat(decoded.events()).extracting(Event::eventId).doesNotHaveDuplicates();
        assertThat(decoded.faults()).extracting(Fault::element).containsExactly(1, 2);
        assertThat(decoded.faults()).extracting(Fault::reason).containsOnly(Reason.INVALID_EVENT);
        assertThat(auto.all(utf8("[]"))).isEqualTo(new Decoded(List.of(), List.of()));
    }

    @Test
    void shouldTellElementsApartByWhatTheySayAndWhereTheyStand() {
        String rearranged = "{ \"text\":\"hi\", \"occurredAt\":0, \"agentId\":\"a\" }";

        assertThat(auto.decode(utf8("[" + JSON + "]")).eventId())
                .isEqualTo(auto.decode(utf8("[" + rearranged + "]")).eventId());
        assertThat(auto.all(utf8("[" + JSON + "," + JSON + "]")).events())
                .extracting(Event::eventId)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseARecordWithMoreEventsThanTheBound() {
        Decoding three = Decoding.of(InputFormat.AUTO, new Bounds(10_000, 3));
        String envelope = "{\"specversion\":\"1.0\",\"id\":\"1\",\"data\":[" + JSON + "," + JSON + "]}";

        assertThat(three.all(utf8("[" + JSON + "," + JSON + ",7]")).events()).hasSize(2);
        for (String json : List.of("[" + JSON + ",1,2,3]", "[" + envelope + "," + envelope + "]")) {
            assertThat(refusal(() -> three.all(utf8(json))).reason()).isEqualTo(Reason.TOO_MANY_EVENTS);
        }
    }

    @Test
    void shouldRefuseARecordThatIsLongerThanTheBound() {
        Decoding decoding = Decoding.of(InputFormat.AUTO, new Bounds(JSON.length(), 3));

        assertThat(decoding.decode(utf8(JSON)).text()).isEqualTo("hi");
        assertThat(refusal(() -> decoding.decode(utf8(JSON + " "))).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal(() -> decoding.decode(Wire.gzip(utf8(JSON + " ".repeat(1_000)))))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void shouldTakeOffCompressionThatIsNamedOrSeen() throws IOException {
        for (byte[] value : List.of(Wire.gzip(utf8(JSON)), Zstd.compress(utf8(JSON)))) {
            Event event = auto.decode(value);

            assertThat(event.text()).isEqualTo("hi");
            assertThat(event.eventId()).isEqualTo(EventDecoder.digest(utf8(JSON)));
        }
        assertThat(auto.decode(Wire.gzip(utf8(JSON)), "content-encoding", "gzip")
                        .text())
                .isEqualTo("hi");
        assertThat(refusal(() -> auto.decode(utf8(JSON), "content-encoding", "gzip")))
                .hasMessageContaining("damaged gzip");
        assertThat(refusal(() -> auto.decode(Wire.gzip(new byte[0])))).hasMessageContaining("no value");
    }

    @Test
    void shouldPassTelemetryOnAndCheckWhatComesBack() {
        Recorder recorder = new Recorder();
        Decoding decoding = Decoding.of(recorder, InputFormat.AUTO);

        Decoded protobuf = decoding.all(new byte[] {0x0A, 0});
        Decoded json = decoding.all(utf8("{\"resourceSpans\":[]}"));
        decoding.all(utf8("{\"resourceLogs\":[]}"));

        assertThat(recorder.calls).isEqualTo(3);
        for (Decoded decoded : List.of(protobuf, json)) {
            assertThat(decoded.events()).extracting(Event::eventId).containsExactly("sound");
            assertThat(decoded.faults()).extracting(Fault::element).containsExactly(1);
        }
        assertThat(refusal(() -> auto.all(utf8("{\"resourceSpans\":[]}")))).hasMessageContaining("OpenTelemetry");
        assertThat(refusal(() -> Decoding.of(recorder, InputFormat.JSON).all(utf8("{\"resourceSpans\":[]}"))))
                .hasMessage("agentId is required");
    }

    /** Finds one sound event and one of a reserved cohort. */
    private static final class Recorder implements Telemetry {
        private int calls;

        @Override
        public Decoded read(byte[] protobuf, Surroundings surroundings) {
            calls++;
            return new Decoded(List.of(event("sound", "v"), event("unsound", StreamKey.ALL)), List.of());
        }

        @Override
        public Decoded read(JsonNode json, Surroundings surroundings) {
            return read(new byte[0], surroundings);
        }

        private static Event event(String id, String cohort) {
            return new Event(
                    id,
                    new StreamKey("a", cohort),
                    Instant.EPOCH,
                    null,
                    null,
                    "hi",
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    null,
                    null);
        }
    }
}
