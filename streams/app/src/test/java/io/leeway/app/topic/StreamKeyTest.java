/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamKeyTest {

    private static final List<String> PARTS =
            List.of("a", "|", "%", "\0", "%7C", "%25", "%00", "7C", "25", " ", "ü", "\uD83D\uDE00", "\n");

    @ParameterizedTest
    @CsvSource({"support,,support|", "support,v2,support|v2", "a|b,c|d,a%7Cb|c%7Cd", "50%,%7C,50%25|%257C"})
    void shouldHaveAReadableTextForm(String agent, String cohort, String text) {
        assertThat(StreamKey.of(agent, cohort)).hasToString(text);
    }

    @Test
    void shouldComeBackFromItsTextForm() {
        for (long seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            StreamKey key = new StreamKey("x" + randomText(random), randomText(random));

            assertThat(StreamKey.parse(key.toString())).as("seed %d", seed).isEqualTo(key);
        }
    }

    @Test
    void shouldNotHaveANulOrASecondBarInItsTextForm() {
        String text = new StreamKey("a\0|b", "|\0").toString();

        assertThat(text).doesNotContain("\0").containsOnlyOnce("|");
    }

    @Test
    void shouldKeepKeysApartWhoseUnescapedFormsAreEqual() {
        assertThat(new StreamKey("a|b", "c")).doesNotHaveToString(new StreamKey("a", "b|c").toString());
        assertThat(new StreamKey("a%7C", "")).doesNotHaveToString(new StreamKey("a|", "").toString());
    }

    @Test
    void shouldTakeAMissingCohortForNone() {
        assertThat(StreamKey.of("a", null)).isEqualTo(new StreamKey("a", ""));
        assertThat(StreamKey.of("a", null).cohortOrNull()).isNull();
        assertThat(StreamKey.of("a", "v2").cohortOrNull()).isEqualTo("v2");
    }

    @Test
    void shouldBeOrderedByAgentThenCohort() {
        List<StreamKey> ordered = List.of(
                new StreamKey("a", ""), new StreamKey("a", "v1"), new StreamKey("a", "v2"), new StreamKey("b", ""));

        assertThat(Stream.of(3, 1, 0, 2).map(ordered::get).sorted()).containsExactlyElementsOf(ordered);
    }

    @Test
    void shouldRefuseWhatIsNoKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamKey("", "v2"))
                .withMessageContaining("agentId");
        assertThatNullPointerException().isThrownBy(() -> new StreamKey("a", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamKey.parse("support"))
                .withMessageContaining("'support'");
        assertThatIllegalArgumentException().isThrownBy(() -> StreamKey.parse("|v2"));
    }

    static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }
}
