/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1%nb: [1, 2%nc: 3 | line 3, column 2 | expected ',' or ']'",
                "a: 1%n%tab: 2 | line 2, column 1 | cannot start any token",
                "http: {port: 1}%nhttp: {port: 2} | line 2, column 5 | Duplicate field 'http'",
                "http: {port: 1}%n---%nhttp: {port: 2} | line 3, column 1 | only one document",
                "- a | line 1 | must be a map",
                "just text | line 1 | must be a map",
            })
    void shouldSayWhereTheTextIsWrong(String yaml, String position, String reason) {
        assertThat(problems(yaml.replace("%n", "\n").replace("%tab", "\tb")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("test.yaml");
                    assertThat(problem.value()).isEqualTo(position);
                    assertThat(problem.message()).contains(reason);
                });
    }

    @Test
    void shouldTakeCommentsOnlyAsEmpty() {
        assertThat(YamlText.document("test.yaml", "# nothing\n")).isEmpty();
    }
}
