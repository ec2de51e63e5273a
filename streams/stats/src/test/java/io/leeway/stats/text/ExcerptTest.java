/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    @Test
    void shouldKeepAShortTextAsItIs() {
        assertThat(Excerpt.of("my card was charged", 19)).contains("my card was charged");
        assertThat(Excerpt.of("ask [NAME] again", 50)).contains("ask [NAME] again");
    }

    @Test
    void shouldCutBetweenCodePointsAndSayThatThereIsMore() {
        assertThat(Excerpt.of("my card was charged", 7)).contains("my car…");
        assertThat(Excerpt.of("🚀🚀🚀🚀", 3)).contains("🚀🚀…");
        assertThat(Excerpt.of("ab cd", 3)).contains("ab…");
        assertThat(Excerpt.of("ab    ", 2)).contains("ab");
        assertThat(Excerpt.of("abc", 1)).isEmpty();
    }

    @Test
    void shouldBeOneLineThatChangesNothingAroundIt() {
        assertThat(Excerpt.of("  a\r\n\tb\u0000c\u001b[31m\u2028d\u202ee\u2066f  ", 50))
                .contains("a b c [31m d e f");
        assertThat(Excerpt.of("a\ud83db", 50)).contains("a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t", "[NAME]", " __REDACTED__ ***", "\u202e\u0007"})
    void shouldBeNothingWhereNothingIsSaid(String text) {
        assertThat(Excerpt.of(text, 50)).isEmpty();
    }

    @Test
    void shouldReadNoMoreThanItShows() {
        assertThat(Excerpt.of("a" + " ".repeat(1_000) + "b", 20)).contains("a…");
        assertThat(Excerpt.of(" ".repeat(10_000) + "b", 20)).isEmpty();
    }

    @Test
    void shouldNeverBeLongerThanAllowed() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append((char) (random.nextInt(4) == 0 ? ' ' : 0xD7F0 + random.nextInt(0x900)));
            }
            int length = 1 + random.nextInt(30);
            String excerpt = Excerpt.of(text.toString(), length).orElse("");
            assertThat(excerpt.codePointCount(0, excerpt.length()))
                    .as("seed 5, text %s", i)
                    .isLessThanOrEqualTo(length);
            assertThat(excerpt.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF))
                    .as("seed 5, text %s", i)
                    .isTrue();
        }
    }

    @Test
    void shouldRefuseALengthItDoesNotHave() {
        assertThatThrownBy(() -> Excerpt.of("a", 0)).hasMessage("length 0 is not between 1 and 1000");
        assertThatThrownBy(() -> Excerpt.of("a", 1_001)).hasMessage("length 1001 is not between 1 and 1000");
    }
}
