/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventAvroTest {

    private static final String SECRET = "my-secret-4711";
    private static final Surroundings AROUND = Surroundings.bare("digest", 0);

    @Test
    void shouldReadEveryField() {
        Event event = read(input().setEventId("e-1")
                .setCohort("v2")
                .setSessionId("s")
                .setTraceId("t")
                .setNumbers(Map.of("x", 1.5))
                .setCategories(Map.of("c", "d"))
                .setEmbedding(List.of(1f, 2f))
                .setEmbeddingModel("m")
                .build());

        assertThat(event.eventId()).isEqualTo("e-1");
        assertThat(event.key()).isEqualTo(new StreamKey("a", "v2"));
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(-5));
        assertThat(event.sessionId()).isEqualTo("s");
        assertThat(event.traceId()).isEqualTo("t");
        assertThat(event.text()).isEqualTo(SECRET);
        assertThat(event.numbers()).isEqualTo(Map.of("x", 1.5));
        assertThat(event.categories()).isEqualTo(Map.of("c", "d"));
        assertThat(event.embedding()).containsExactly(1f, 2f);
        assertThat(event.embeddingModel()).isEqualTo("m");
    }

    @Test
    void shouldLeaveNullsOut() {
        Map<String, Double> numbers = new HashMap<>(Map.of("nan", Double.NaN, "x", 2.0));
        numbers.put("absent", null);
        Map<String, String> categories = new HashMap<>(Map.of("c", "d"));
        categories.put("absent", null);

        Event event = read(input().setNumbers(numbers).setCategories(categories).build());

        assertThat(event.eventId()).isEqualTo("digest");
        assertThat(event.key()).isEqualTo(new StreamKey("a", ""));
        assertThat(event.embedding()).isNull();
        assertThat(event.numbers()).containsOnlyKeys("nan", "x");
        assertThat(event.categories()).containsOnlyKeys("c");
    }

    @Test
    void shouldTakeTheDigestForAnEmptyId() {
        assertThat(read(input().setEventId("").build()).eventId()).isEqualTo("digest");
    }

    @Test
    void shouldRequireAnAgent() {
        BadEventException refusal = refusal(() -> read(input().setAgentId("").build()));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessage("agentId is required");
    }

    @Test
    void shouldRefuseDamagedBytesWithoutQuotingThem() {
        byte[] whole = Records.AGENT_INPUT.encode(input().build());
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            BadEventException refusal = refusal(() -> EventAvro.read(cut, AROUND));

            assertThat(refusal.reason()).as("%d bytes", length).isEqualTo(Reason.UNPARSABLE);
            assertThat(refusal.getMessage()).as("%d bytes", length).isNotBlank().doesNotContain("my-secret");
        }
    }

    private static AgentInput.Builder input() {
        return AgentInput.newBuilder()
                .setAgentId("a")
                .setOccurredAt(Instant.ofEpochMilli(-5))
                .setText(SECRET);
    }

    private static Event read(AgentInput input) {
        return EventAvro.read(Records.AGENT_INPUT.encode(input), AROUND);
    }
}
