/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static io.leeway.app.ingest.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesTest {

    private static final String TIME = "2026-02-03T04:05:06Z";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String DATA = "{\"agentId\":\"a\",\"text\":\"hi\"}";
    private static final String ATTRIBUTES =
            "\"specversion\":\"1.0\",\"id\":\"ce-1\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"" + TIME
                    + "\",\"traceparent\":\"" + PARENT + "\"";
    private static final byte[] AVRO = Records.AGENT_INPUT.encode(AgentInput.newBuilder()
            .setAgentId("a")
            .setOccurredAt(Instant.parse("2026-01-01T00:00:00Z"))
            .setText("hi")
            .build());

    private final Decoding auto = Decoding.of(InputFormat.AUTO);

    @ParameterizedTest
    @ValueSource(strings = {"ce_traceparent", "traceparent"})
    void shouldReadBinaryMode(String parent) {
        Event event =
                auto.decode(utf8(DATA), "ce_specversion", "1.0", "ce_id", "ce-1", "ce_time", TIME, parent, PARENT);

        assertEnveloped(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + ATTRIBUTES + ",\"data\":" + DATA + "}",
                "{" + ATTRIBUTES
                        + ",\"datacontenttype\":\"text/plain\",\"data\":\"{\\\"agentId\\\":\\\"a\\\",\\\"text\\\":\\\"hi\\\"}\"}"
            })
    void shouldReadStructuredMode(String json) {
        assertEnveloped(auto.decode(utf8(json)));
        assertEnveloped(auto.decode(utf8(json), "content-type", "application/cloudevents+json; charset=UTF-8"));
        assertEnveloped(Decoding.of(InputFormat.JSON).decode(utf8(json)));
    }

    @Test
    void shouldReadAvroInBase64() {
        String json =
                "{" + ATTRIBUTES + ",\"data_base64\":\"" + Base64.getEncoder().encodeToString(AVRO) + "\"}";

        for (InputFormat format : new InputFormat[] {InputFormat.AUTO, InputFormat.AVRO}) {
            Event event = Decoding.of(format).decode(utf8(json), "content-type", "application/cloudevents+json");
            assertThat(event.eventId()).isEqualTo("ce-1");
            assertThat(event.traceId()).isEqualTo(TRACE);
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        }
    }

    @Test
    void shouldReadBatchesElementByElement() {
        String good = "{" + ATTRIBUTES + ",\"data\":" + DATA + "}";
        String bad = good.replace("\"agentId\"", "\"agent\"");
        String other = good.replace("ce-1", "ce-2");

        Decoded decoded = auto.all(
                utf8("[" + good + "," + bad + "," + other + "]"), "content-type", "application/cloudevents-batch+json");

        assertThat(decoded.events()).extracting(Event::eventId).containsExactly("ce-1", "ce-2");
        assertThat(decoded.faults()).containsExactly(new Fault(1, Reason.INVALID_EVENT, "agentId is required"));
    }

    @Test
    void shouldTellTheEventsOfOneEnvelopeApart() {
        Decoded decoded = auto.all(
                utf8("[" + DATA + "," + DATA.replace("hi", "ho") + "]"),
                "ce_specversion",
                "1.0",
                "ce_id",
                "ce-1",
                "ce_time",
                TIME);

        assertThat(decoded.events())
                .extracting(Event::eventId)
                .doesNotHaveDuplicates()
                .doesNotContain("ce-1");
        assertThat(decoded.events()).allMatch(event -> event.occurredAt().equals(Instant.parse(TIME)));
    }

    @Test
    void shouldRefuseEnvelopesItCannotTrust() {
        String envelope = "{" + ATTRIBUTES + ",\"data\":" + DATA + "}";
        String nested = "{" + ATTRIBUTES + ",\"data\":" + envelope + "}";

        assertThat(refusal(() -> auto.all(utf8(nested)))).hasMessage("an envelope within an envelope");
        assertThat(refusal(() -> auto.all(utf8(envelope), "ce_specversion", "1.0")))
                .hasMessage("an envelope within an envelope");
        assertThat(refusal(() -> auto.all(utf8(envelope.replace("\"1.0\"", "\"0.3\"")))))
                .hasMessageContaining("another version");
        assertThat(refusal(() -> auto.all(utf8(DATA), "ce_specversion", "2.0")))
                .hasMessageContaining("another version");
        assertThat(refusal(() -> auto.all(utf8("{" + ATTRIBUTES + ",\"data_base64\":\"*\"}"))))
                .hasMessageContaining("not base64");
        assertThat(refusal(() -> auto.all(utf8("{" + ATTRIBUTES + ",\"data_base64\":\"\"}"))))
                .hasMessage("an envelope without data");
        assertThat(refusal(() -> Decoding.of(InputFormat.AVRO)
                                .all(utf8(envelope), "content-type", "application/cloudevents+json"))
                        .reason())
                .isEqualTo(Reason.UNPARSABLE);
    }

    private static void assertEnveloped(Event event) {
        assertThat(event.eventId()).isEqualTo("ce-1");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse(TIME));
        assertThat(event.traceId()).isEqualTo(TRACE);
        assertThat(event.text()).isEqualTo("hi");
    }
}
