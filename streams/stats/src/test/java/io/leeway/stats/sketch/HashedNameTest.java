/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashedNameTest {

    @Test
    void shouldKeepItsHashesForEver() {
        assertThat(Long.toHexString(HashedName.of("").hash())).isEqualTo("52c690f18aea4f12");
        assertThat(Long.toHexString(HashedName.of("latencyMs").hash())).isEqualTo("ca22602c368d0acf");
        assertThat(Long.toHexString(HashedName.of("8 bytes.").hash())).isEqualTo("a5dcfcb0b2441032");
        assertThat(Long.toHexString(HashedName.of("größe").hash())).isEqualTo("98b9667f67d74575");
    }

    @Test
    void shouldKeepShortTextsAsTheyAre() {
        assertThat(HashedName.bounded("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(HashedName.bounded("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void shouldTellLongTextsApartByAHash() {
        String one = HashedName.bounded("x".repeat(200) + "1");
        String other = HashedName.bounded("x".repeat(200) + "2");

        assertThat(one).matches("x{96}#[0-9a-f]{16}").isNotEqualTo(other);
        assertThat(HashedName.bounded(one)).isEqualTo(one);
    }

    @Test
    void shouldNotCutASurrogatePair() {
        String bounded = HashedName.bounded("x" + "\uD83D\uDE00".repeat(100));

        assertThat(bounded).startsWith("x" + "\uD83D\uDE00".repeat(47) + "#");
        assertThat(new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(bounded);
    }

    @Test
    void shouldReplaceSurrogatesWithoutAPartner() {
        assertThat(HashedName.bounded("a\uD83Db")).isEqualTo("a?b");
    }

    @Test
    void shouldSpreadSimilarTextsEvenly() {
        int texts = 64_000;
        int[] top = new int[64];
        int[] bits = new int[Long.SIZE];
        Set<Long> distinct = new HashSet<>();
        for (int i = 0; i < texts; i++) {
            long hash = HashedName.of("event-" + i).hash();
            distinct.add(hash);
            top[(int) (hash >>> 58)]++;
            for (int bit = 0; bit < Long.SIZE; bit++) {
                bits[bit] += (int) (hash >>> bit & 1);
            }
        }

        double chiSquare = 0;
        for (int count : top) {
            chiSquare += (count - 1_000.0) * (count - 1_000.0) / 1_000;
        }
        assertThat(distinct).hasSize(texts);
        // 63 degrees of freedom: 99.9 % is 103
        assertThat(chiSquare).isLessThan(103);
        for (int count : bits) {
            assertThat(count).isBetween(texts / 2 - 600, texts / 2 + 600);
        }
    }
}
