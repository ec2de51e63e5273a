/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {

    private static final int MOST = 1 << 20;
    private final JsonText text = new JsonText(MOST);

    static String[] bombs() {
        return new String[] {
            "[".repeat(501) + "]".repeat(501),
            "{\"a\":".repeat(501) + "1" + "}".repeat(501),
            "[" + "9".repeat(1_001) + "]",
            "[0." + "9".repeat(1_001) + "]",
            "{\"" + "n".repeat(60_000) + "\":1}",
            "[" + "[],".repeat(200_000) + "[]]",
        };
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void shouldRefuseBombs(String json) {
        var refusal = refusal(() -> read(json));

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal).hasMessageStartingWith("JSON beyond a bound").hasNoCause();
    }

    @Test
    void shouldReadUpToTheBounds() {
        assertThat(read("[".repeat(500) + "]".repeat(500)).isArray()).isTrue();
        assertThat(read("[" + "9".repeat(1_000) + "]").get(0).isIntegralNumber())
                .isTrue();
        assertThat(read("[\"" + "x".repeat(MOST - 10) + "\"]").get(0).textValue())
                .hasSize(MOST - 10);
    }

    @Test
    void shouldGiveTheSameBytesForTheSameValue() {
        assertThat(JsonText.canonical(read("{ \"b\": [1, {\"d\":2,\"c\":3}],\n\"a\":null}")))
                .isEqualTo(JsonText.canonical(read("{\"a\":null,\"b\":[1,{\"c\":3,\"d\":2}]}")))
                .isNotEqualTo(JsonText.canonical(read("{\"a\":null,\"b\":[{\"c\":3,\"d\":2},1]}")));
    }

    private JsonNode read(String json) {
        return text.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
