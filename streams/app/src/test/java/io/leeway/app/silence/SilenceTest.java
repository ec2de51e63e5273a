/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Silence SILENCE = new Silence(1_767_225_600_000L, 1_767_225_640_000L, true, false);

    @Test
    void shouldKeepItsStoredForm() {
        String stored = "01" + "0000019b76daa800" + "0000019b76db4440" + "01";

        assertThat(HexFormat.of().formatHex(SILENCE.toBytes())).isEqualTo(stored);
        assertThat(Silence.fromBytes(HexFormat.of().parseHex(stored))).isEqualTo(SILENCE);
        assertThat(Silence.fromBytes(SILENCE.opened().toBytes())).isEqualTo(SILENCE.opened());
    }

    @Test
    void shouldRefuseBytesItDidNotWrite() {
        byte[] newer = SILENCE.toBytes();
        newer[0] = 2;
        byte[] flags = SILENCE.toBytes();
        flags[flags.length - 1] = 4;

        assertThatThrownBy(() -> Silence.fromBytes(newer)).hasMessage("silence of unknown version 2");
        assertThatThrownBy(() -> Silence.fromBytes(flags)).hasMessage("damaged silence of 18 bytes");
        assertThatThrownBy(() -> Silence.fromBytes(new byte[] {1, 0})).hasMessage("damaged silence of 2 bytes");
    }

    @Test
    void shouldCountFromWhenAPaneOfThePastWasRead() {
        assertThat(SILENCE.began()).isEqualTo(1_767_225_640_000L);
        assertThat(new Silence(5, 3, false, false).began()).isEqualTo(5);
    }
}
