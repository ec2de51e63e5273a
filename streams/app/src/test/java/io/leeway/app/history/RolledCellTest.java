/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RolledCellTest {

    private static final RolledCell CELL =
            RolledCell.of(600_000, ClosedPanes.withTexts(60_000, ClosedPanes.MAP, new SplittableRandom(1)), "map");

    @Test
    void shouldComeBackFromItsBytes() {
        RolledCell read = RolledCell.fromBytes(CELL.toBytes());

        assertThat(read.toBytes()).isEqualTo(CELL.toBytes());
        assertThat(read.length()).isEqualTo(600_000);
        assertThat(read.sources()).isEqualTo(CELL.sources());
        assertThat(read.featureMap()).isEqualTo(ClosedPanes.MAP.id().digest());
        assertThat(read.entry().start()).isEqualTo(60_000);
        assertThat(read.entry().end()).isEqualTo(120_000);
        assertThat(read.entry().summary().digest())
                .isEqualTo(CELL.entry().summary().digest());
    }

    /** Stored bytes are for ever: this is how version 1 begins. */
    @Test
    void shouldKeepItsForm() {
        assertThat(HexFormat.of().formatHex(CELL.toBytes()))
                .startsWith("01" + "00000000000927c0" + "0010"
                        + HexFormat.of().formatHex(ClosedPanes.MAP.id().digest().getBytes(StandardCharsets.UTF_8))
                        + "00000001" + "0004" + "696e2d")
                .contains("000000000000ea60" + "000000000001d4c0");
    }

    @Test
    void shouldRefuseOtherBytes() {
        byte[] bytes = CELL.toBytes();
        byte[] newer = bytes.clone();
        newer[0] = 2;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RolledCell.fromBytes(newer))
                .withMessage("rolled cell of unknown version 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RolledCell.fromBytes(Arrays.copyOf(bytes, 20)))
                .withMessage("damaged rolled cell of 20 bytes");
    }
}
