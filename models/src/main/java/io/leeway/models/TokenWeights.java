/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/**
 * How much each entry of the vocabulary counts in the mean of a text: the rarer, the more.
 *
 * <p>A word of probability {@code p} in English text weighs {@code a / (a + p)} (smooth inverse frequency) with
 * {@code a = }{@value #SMOOTHING}. Probabilities are not in the tokenizer's file, but its order is: from {@link
 * #FIRST_WORD} on, words and pieces of words come by falling frequency, so by Zipf's law the entry of rank {@code r}
 * has {@code p = 1 / (r H)}, {@code H} being the harmonic number of how many there are. "the" weighs 0.003, rank 100
 * 0.25, rank 1,000 0.76, rank 10,000 0.97.
 *
 * <p>Before them come characters in code point order, which says nothing about frequency:
 *
 * <ul>
 *   <li>Letters, digits and punctuation of ASCII weigh {@value #SYMBOL_WEIGHT}. With weight 1 the full stop decides what
 *       texts look like; with weight 0 a client that drops punctuation would not be seen.
 *   <li>All other characters, and the entry for the unknown, weigh 1: text in another script is news.
 * </ul>
 *
 * <p>Reference: S. Arora, Y. Liang, T. Ma, "A simple but tough-to-beat baseline for sentence embeddings" (ICLR 2017),
 * whose removal of the first component is left out, since the vectors are centred at the mean of English text instead.
 */
final class TokenWeights {

    /** Entries of the vocabulary of the built-in model. */
    static final int VOCABULARY = 30_522;

    /** "!"; before it there are special and unused entries only. */
    static final int FIRST_SYMBOL = 999;

    /** "~", the last of ASCII. */
    static final int LAST_SYMBOL = 1066;

    /** "the". */
    static final int FIRST_WORD = 1996;

    static final double SMOOTHING = 3e-4;
    static final double SYMBOL_WEIGHT = 0.2;

    private static final double HARMONIC = harmonic(VOCABULARY - FIRST_WORD);

    private TokenWeights() {}

    /** The probability of a word in English text, 0 for what is none. */
    static double probability(int id) {
        return id < FIRST_WORD ? 0 : 1 / ((id - FIRST_WORD + 1) * HARMONIC);
    }

    /** The weight of an entry, in (0, 1]. */
    static double weight(int id) {
        if (id >= FIRST_SYMBOL && id <= LAST_SYMBOL) {
            return SYMBOL_WEIGHT;
        }
        return SMOOTHING / (SMOOTHING + probability(id));
    }

    private static double harmonic(int count) {
        double sum = 0;
        for (int rank = count; rank >= 1; rank--) {
            sum += 1.0 / rank;
        }
        return sum;
    }
}
