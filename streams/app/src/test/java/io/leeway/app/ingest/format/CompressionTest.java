/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

    private static final byte[] PLAIN = "hello hello hello".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldGiveBackWhatWasCompressedUpToTheBound(Compression compression) throws IOException {
        byte[] bytes = compress(compression, PLAIN);

        assertThat(Compression.sniff(bytes)).isEqualTo(compression);
        assertThat(compression.inflate(bytes, PLAIN.length)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseWhatInflatesBeyondTheBound(Compression compression) throws IOException {
        byte[] bomb = compress(compression, new byte[50 << 20]);

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(refusal(() -> compression.inflate(bomb, 1 << 20)).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal(() -> compression.inflate(compress(compression, PLAIN), PLAIN.length - 1))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseDamage(Compression compression) throws IOException {
        byte[] bytes = compress(compression, PLAIN);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);

        assertThat(refusal(() -> compression.inflate(cut, 100)).reason()).isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal(() -> compression.inflate(PLAIN, 100)).reason()).isEqualTo(Reason.UNPARSABLE);
    }

    @Test
    void shouldKnowTheNamesOfContentEncodings() {
        assertThat(Compression.named(" GZIP ")).isEqualTo(Compression.GZIP);
        assertThat(Compression.named("x-gzip")).isEqualTo(Compression.GZIP);
        assertThat(Compression.named("zstd")).isEqualTo(Compression.ZSTD);
        assertThat(Compression.named("identity")).isEqualTo(Compression.NONE);
        assertThat(refusal(() -> Compression.named("br"))).hasMessageContaining("content-encoding");
    }

    private static byte[] compress(Compression compression, byte[] plain) throws IOException {
        return switch (compression) {
            case NONE -> plain;
            case ZSTD -> Zstd.compress(plain);
            case GZIP -> Wire.gzip(plain);
        };
    }
}
