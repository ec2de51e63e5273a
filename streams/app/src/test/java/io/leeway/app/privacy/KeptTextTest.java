/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.app.error.ContentHash;
import io.leeway.stats.text.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTextTest {

    @TempDir
    private Path folder;

    private KeptText salted(String salt) throws IOException {
        return KeptText.fingerprint(ContentHash.of(Optional.of(Files.writeString(folder.resolve(salt), salt))));
    }

    @Test
    void shouldBeTheFirstDigitsOfTheCodeOfTheText() throws IOException {
        // printf 'hello' | openssl dgst -sha256 -hmac pepper
        assertThat(salted("pepper").of(" hello\n").orElseThrow())
                .isEqualTo("hmac:42c83061e1134d90")
                .matches(Fingerprint::is);
    }

    @Test
    void shouldTellTextsAndSaltsApart() throws IOException {
        assertThat(salted("pepper").of("hello"))
                .isNotEqualTo(salted("pepper").of("Hello"))
                .isNotEqualTo(salted("cumin").of("hello"));
    }

    @Test
    void shouldRefuseToGoWithoutASalt() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeptText.fingerprint(ContentHash.unsalted()));
    }
}
