/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.HashingEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {

    private final Embedder model = HashingEmbedder.of(8);

    @TempDir
    private Path root;

    private VectorCache open() throws IOException {
        return VectorCache.open(root, model.identity());
    }

    private float[] vector(String text) {
        try (EmbedderSession session = model.newSession()) {
            return session.embed(text);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void shouldFindTheSameBitsAgain() throws IOException {
        VectorCache cache = open();
        cache.put("one", vector("one"));
        cache.put("zwei \uD83D\uDE00", vector("zwei"));
        cache.flush();
        cache.flush();

        assertThat(open().get("one")).isEqualTo(vector("one"));
        assertThat(open().get("zwei \uD83D\uDE00")).isEqualTo(vector("zwei"));
        assertThat(open().get("three")).isNull();
        assertThat(files()).hasSize(1);
        assertThat(VectorCache.open(root, HashingEmbedder.of(16).identity()).get("one"))
                .as("another model")
                .isNull();
    }

    @Test
    void shouldPassOverDamagedFiles() throws IOException {
        VectorCache cache = open();
        cache.put("one", vector("one"));
        cache.flush();
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);

        byte[] flipped = whole.clone();
        flipped[60] ^= 1;
        for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, whole.length - 20), new byte[3])) {
            Files.write(file, damaged);
            assertThat(open().get("one")).isNull();
        }
        Files.write(file, whole);
        assertThat(open().get("one")).isNotNull();
    }

    @Test
    void shouldAskTheModelOnlyForWhatIsNotThere() throws IOException {
        VectorCache cache = open();
        cache.put("boom one", new float[] {1, 0, 0, 0, 0, 0, 0, 0});
        Embedder failing = HashingEmbedder.failingOn("boom", 8);
        CachedEmbedder cached = new CachedEmbedder(failing, cache);

        try (EmbedderSession session = cached.newSession()) {
            float[] first = session.embed("boom one");
            first[0] = 7;
            assertThat(session.embed("boom one")).startsWith(1, 0);
            assertThat(session.embed("else")).isEqualTo(vector("else"));
        }
        assertThat(cached.identity()).isEqualTo(failing.identity());
        assertThat(cached.dimension()).isEqualTo(8);
    }

    @Test
    void shouldTakeTextsApartThatOneEncodingWouldJoin() {
        assertThat(VectorCache.digest("a\uD800b"))
                .isEqualTo(VectorCache.digest("a\uFFFDb"))
                .isNotEqualTo(VectorCache.digest("a?b"));
    }
}
