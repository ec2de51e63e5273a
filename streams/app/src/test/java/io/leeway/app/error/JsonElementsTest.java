/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonElementsTest {

    private static List<String> elements(String json) {
        return JsonElements.of(json.getBytes(StandardCharsets.UTF_8)).stream()
                .map(element -> new String(element, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldKeepEachElementAsItStands() {
        assertThat(elements(" [ {\"a\":1.10,\"ä\":[{}]} ,\n{ \"b\" : \"]}\" }]"))
                .containsExactly("{\"a\":1.10,\"ä\":[{}]}", "{ \"b\" : \"]}\" }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"resourceSpans\":[{}]}", "[{},1]", "[{}", "[{\"a\"}]", "text"})
    void shouldFindNoneWhereTheyCannotBeToldApart(String json) {
        assertThat(elements(json)).isEmpty();
    }
}
