/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HashingEmbedderTest extends EmbedderContract {

    @Override
    protected Embedder open() {
        return HashingEmbedder.of(128);
    }

    @Test
    void shouldSayThatItIsBatchInvariant() {
        assertThat(embedder().batchInvariant()).isTrue();
    }

    @Test
    void shouldFailOnPoisonWithoutRepeatingIt() {
        try (Embedder poisoned = HashingEmbedder.failingOn("MARKER", 64);
                EmbedderSession session = poisoned.newSession()) {
            assertThatThrownBy(() -> session.embed(List.of("fine", "with MARKER inside")))
                    .isInstanceOf(EmbeddingException.class)
                    .hasMessageContaining("18 characters")
                    .hasMessageNotContaining("MARKER");
            assertThat(session.embed("fine")).hasSize(64);
        }
    }

    @Test
    void shouldHaveTheIdentityOfItsVectorsWhateverItFailsOn() {
        try (Embedder plain = HashingEmbedder.of(64);
                Embedder poisoned = HashingEmbedder.failingOn("refund", 64)) {
            assertThat(poisoned.identity()).isEqualTo(plain.identity());
        }
    }
}
