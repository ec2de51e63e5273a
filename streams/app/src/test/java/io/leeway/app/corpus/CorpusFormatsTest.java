/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.topic.CorpusKey;
import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.corpus.CorpusCoverage;
import io.leeway.stats.sketch.QuantisedVector;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is stored of corpora, to the byte. */
class CorpusFormatsTest {

    private static final KnownItem ITEM = new KnownItem("faq-1", "map", QuantisedVector.of(new float[] {3, -4, 0}));
    private static final String ITEM_BYTES = "01" + "0005" + "6661712d31" + "0003" + "6d6170" + "00000003" + "5f8100";
    private static final String DELETED_BYTES = "01" + "0005" + "6661712d31" + "0000" + "ffffffff";
    private static final String LEDGER_BYTES = "01" + "00000102" + "0000000000000103";
    private static final String EMPTY_BYTES =
            "01" + "0003" + "6d6170" + "0000000000000007" + "00000005" + "000000000000ea60" + "00";
    private static final String KEY_BYTES = "6125374362" + "00" + "2d711642b726b044" + "78";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void shouldStoreItems() {
        assertThat(hex(ITEM.toBytes())).isEqualTo(ITEM_BYTES);
        assertThat(KnownItem.fromBytes(bytes(ITEM_BYTES))).isEqualTo(ITEM);
        assertThat(hex(KnownItem.deleted("faq-1").toBytes())).isEqualTo(DELETED_BYTES);
        assertThat(KnownItem.fromBytes(bytes(DELETED_BYTES)).isDeleted()).isTrue();
        refusesEveryCut(ITEM.toBytes(), KnownItem::fromBytes);
    }

    @Test
    void shouldStoreLedgers() {
        CorpusLedger ledger = new CorpusLedger(258, 259);

        assertThat(hex(ledger.toBytes())).isEqualTo(LEDGER_BYTES);
        assertThat(CorpusLedger.fromBytes(bytes(LEDGER_BYTES))).isEqualTo(ledger);
        assertThatThrownBy(() -> CorpusLedger.fromBytes(new byte[13])).hasMessageContaining("unknown form");
    }

    @Test
    void shouldStoreWhatIsInForce() {
        CorpusInForce nothing = new CorpusInForce("map", 7, new Corpus(5, 60_000, Optional.empty()));
        assertThat(hex(nothing.toBytes())).isEqualTo(EMPTY_BYTES);
        assertThat(CorpusInForce.fromBytes(bytes(EMPTY_BYTES))).isEqualTo(nothing);
        refusesEveryCut(nothing.toBytes(), CorpusInForce::fromBytes);

        CorpusCoverage coverage = CorpusCoverage.fit(
                        Collections.nCopies(200, QuantisedVector.of(new float[] {3, -4, 0})))
                .orElseThrow();
        CorpusInForce something = new CorpusInForce("map", 8, new Corpus(200, 60_000, Optional.of(coverage)));
        CorpusInForce read = CorpusInForce.fromBytes(something.toBytes());
        assertThat(read.corpus().coverage().orElseThrow().toBytes()).isEqualTo(coverage.toBytes());
        assertThat(read.toBytes()).isEqualTo(something.toBytes());
    }

    @Test
    void shouldKeepKeysOfAnAgentTogetherInTheOrderOfAHash() {
        CorpusKey key = new CorpusKey("a|b", "x");

        assertThat(hex(key.toBytes())).isEqualTo(KEY_BYTES);
        assertThat(CorpusKey.fromBytes(key.toBytes())).isEqualTo(key);
        assertThat(CorpusKey.fromBytes(new CorpusKey("a\0", "é\0").toBytes())).isEqualTo(new CorpusKey("a\0", "é\0"));
        assertThat(Arrays.equals(CorpusKey.prefix("a|b"), Arrays.copyOf(key.toBytes(), CorpusKey.prefix("a|b").length)))
                .isTrue();
        assertThat(new CorpusKey("a", "1")).isLessThan(new CorpusKey("a1", "1"));
    }

    private static void refusesEveryCut(byte[] bytes, Function<byte[], ?> reader) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> reader.apply(cut))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] later = bytes.clone();
        later[0] = 2;
        assertThatThrownBy(() -> reader.apply(later)).hasMessageContaining("unknown version 2");
    }
}
