/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextBoundsTest {

    private final TextBounds wide = TextBounds.forTokens(8);

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "plain", "Ünïcödé 漢字", "👩‍👩‍👧 🇪🇺", "tab\tline\nbell\u0007"})
    void shouldLeaveWellFormedTextAlone(String text) {
        assertThat(wide.apply(text)).isSameAs(text);
    }

    @Test
    void shouldReplaceWhatNativeCodeCannotTake() {
        assertThat(wide.apply("a\uD83D b")).isEqualTo("a\uFFFD b");
        assertThat(wide.apply("\uDE00a")).isEqualTo("\uFFFDa");
        assertThat(wide.apply("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(wide.apply("a\u0000b")).isEqualTo("a\uFFFDb");
        assertThat(wide.apply("\uD83D\uDE00\uD83D")).isEqualTo("\uD83D\uDE00\uFFFD");
    }

    @Test
    void shouldCutLongTexts() {
        TextBounds three = new TextBounds(3);

        assertThat(three.apply("abc")).isEqualTo("abc");
        assertThat(three.apply("abcd")).isEqualTo("abc");
        assertThat(TextBounds.forTokens(256).apply("a".repeat(100_000))).hasSize(256 * 64);
    }

    @Test
    void shouldNotCutThroughASurrogatePair() {
        assertThat(new TextBounds(3).apply("ab\uD83D\uDE00")).isEqualTo("ab");
        assertThat(new TextBounds(3).apply("ab\uD83Dc")).isEqualTo("ab\uFFFD");
        assertThat(new TextBounds(4).apply("ab\uD83D\uDE00c")).isEqualTo("ab\uD83D\uDE00");
    }
}
