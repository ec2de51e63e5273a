/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FunctionWordsTest {

    @Test
    void shouldListAFewDozenWordsOfEachLanguage() {
        assertThat(FunctionWords.BY_LANGUAGE).containsOnlyKeys("de", "en", "es", "fr", "it", "nl", "pt");
        FunctionWords.BY_LANGUAGE.forEach((language, words) -> assertThat(words)
                .as(language)
                .hasSizeBetween(40, 80)
                .doesNotHaveDuplicates()
                .allSatisfy(word -> {
                    assertThat(word).isNotBlank().isEqualTo(word.toLowerCase(Locale.ROOT));
                    assertThat(Normalizer.isNormalized(word, Normalizer.Form.NFC))
                            .isTrue();
                    assertThat(TextScan.of(word).words()).as(word).isEqualTo(1);
                }));
    }

    @Test
    void shouldFindEachInAnyCaseAndForm() {
        FunctionWords.BY_LANGUAGE.values().stream().flatMap(Collection::stream).forEach(word -> {
            String decomposed = Normalizer.normalize(word.toUpperCase(Locale.ROOT), Normalizer.Form.NFD);
            assertThat(functionWords(word)).as(word).isEqualTo(1);
            assertThat(functionWords(decomposed)).as("decomposed %s", word).isEqualTo(1);
            assertThat(functionWords(word.replace('\'', '\u2019')))
                    .as("curly %s", word)
                    .isEqualTo(1);
        });
    }

    @Test
    void shouldNotFindOtherWords() {
        for (String word : new String[] {"card", "refund", "car", "man", "door", "theory", "i'mm", "qu", "aan1"}) {
            assertThat(functionWords(word)).as(word).isZero();
        }
    }

    private static int functionWords(String text) {
        return TextScan.of(text).functionWords();
    }
}
