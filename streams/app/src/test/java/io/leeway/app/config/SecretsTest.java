/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.ssl.keystore.password",
                "kafka.sasl.jaas.config",
                "kafka.sasl.oauthbearer.client.SECRET",
                "kafka.access-token",
                "kafka.ssl.keystore.key",
                "LEEWAY_KAFKA_SSL_KEY_PASSWORD",
                "kafka"
            })
    void shouldHideValuesOfKeysThatNameSecrets(String key) {
        assertThat(new Problem(key, "hunter2", "must be good", "").message())
                .isEqualTo(key + " = [hidden]: must be good");
    }

    @Test
    void shouldShowTheNumberOfTokens() {
        assertThat(new Problem("model.max-tokens", "0", "must be more", "").value())
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {sasl.jaas.config: [hunter2]}",
                "kakfa: {sasl.jaas.config: hunter2}",
                "passwrod: hunter2",
                "kafka: hunter2",
                "http: {port: {password: hunter2}}",
                "kafka: {ssl.key.password: hunter2, a: [\n",
                "kafka: {ssl.key.password: hunter2, ssl.key.password: hunter2}",
                "kafka:\n\tssl.key.password: hunter2\n",
                "kafka:\n  ssl.key.password: 'hunter2\n",
                "kafka:\n  ssl.key.password: hunter2: x\n",
            })
    void shouldNeverRepeatASecret(String yaml) {
        List<Problem> problems = problems(yaml);
        assertThat(problems).isNotEmpty().allSatisfy(problem -> assertThat(problem.message())
                .doesNotContain("hunter2"));
    }

    @Test
    void shouldNeverRepeatASecretOfTheEnvironment() {
        assertThat(problems("", Map.of("LEEWAY_KAFKA", "{ssl.key.password: hunter2"), Map.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("LEEWAY_KAFKA", "[hidden]")
                        .doesNotContain("hunter2"));
    }
}
