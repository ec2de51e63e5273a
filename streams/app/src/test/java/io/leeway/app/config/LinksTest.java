/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    private static final Links LINKS = Parsing.parse("""
            alerts:
              links:
                trace: https://traces.example.org/{agentId}/{traceId}?tab=1
                session: http://localhost:3000/s/{sessionId}
                event: https://search.example.org/#id={eventId}
            """).links();

    @Test
    void shouldTakeTheFirstTemplateWhoseIdsAreKnown() {
        assertThat(LINKS.of(Map.of("agentId", "a", "traceId", "t", "sessionId", "s", "eventId", "e")))
                .hasValue("https://traces.example.org/a/t?tab=1");
        assertThat(LINKS.of(Map.of("agentId", "a", "sessionId", "s", "eventId", "e")))
                .hasValue("http://localhost:3000/s/s");
        assertThat(LINKS.of(Map.of("agentId", "a", "eventId", "e"))).hasValue("https://search.example.org/#id=e");
        assertThat(LINKS.of(Map.of("agentId", "a"))).isEmpty();
        assertThat(Links.NONE.of(Map.of("eventId", "e"))).isEmpty();
        assertThat(Parsing.parse("").links()).isEqualTo(Links.NONE);
    }

    @Test
    void shouldEncodeWhatIdsBringAlong() {
        Links links = new Links(Optional.empty(), Optional.empty(), Optional.of("https://x/{eventId}"));

        assertThat(links.of(Map.of("eventId", "a b/../$1\\?q=<ü>&{traceId}")))
                .hasValue("https://x/a%20b%2F..%2F%241%5C%3Fq%3D%3C%C3%BC%3E%26%7BtraceId%7D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x/{traceId}",
                "http://x:8080/{agentId}/{cohort}/{sessionId}",
                "https://x/?q={eventId}&s={sessionId}"
            })
    void shouldAcceptTemplates(String template) {
        assertThat(Links.isTemplate(template)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x/{traceId}",
                "javascript:alert({traceId})",
                "https:///{traceId}",
                "https://x/{agentId}",
                "https://x/{traceId}/{}",
                "https://x/{traceId}/{user}",
                "https://x/{traceId}}",
                "https://x/{traceId} y"
            })
    void shouldRefuseWhatIsNone(String template) {
        assertThat(Links.isTemplate(template)).isFalse();
    }
}
