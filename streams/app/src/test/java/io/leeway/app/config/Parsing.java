/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Short forms for the tests of this package. */
final class Parsing {
    private Parsing() {}

    static LeewayConfig parse(String yaml) {
        return LeewayConfig.parse("test.yaml", yaml, Map.of(), Map.of());
    }

    static LeewayConfig parse(String yaml, Map<String, String> environment, Map<String, String> overrides) {
        return LeewayConfig.parse("test.yaml", yaml, environment, overrides);
    }

    /** The problems of a text that must have some. */
    static List<Problem> problems(String yaml) {
        return problems(yaml, Map.of(), Map.of());
    }

    static List<Problem> problems(String yaml, Map<String, String> environment, Map<String, String> overrides) {
        assertThatThrownBy(() -> parse(yaml, environment, overrides)).isInstanceOf(ConfigurationException.class);
        ConfigurationException failure = Objects.requireNonNull(
                catchThrowableOfType(ConfigurationException.class, () -> parse(yaml, environment, overrides)));
        return failure.problems();
    }

    /** The messages of those problems. */
    static List<String> messages(String yaml) {
        return problems(yaml).stream().map(Problem::message).toList();
    }
}
