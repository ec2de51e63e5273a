/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCacheTest {

    private static final byte[] SOURCE = new byte[32];
    private static final TokenTable TABLE = new TokenTable(2, new float[] {1, -2, 0.5f, Float.MIN_VALUE});
    private static final List<String> PROPERTIES = List.of(ModelCache.FOLDER_PROPERTY, "user.home", "java.io.tmpdir");

    @TempDir
    private Path folder;

    private final AtomicInteger computed = new AtomicInteger();
    private List<String> properties;

    @BeforeEach
    void keepProperties() {
        properties =
                PROPERTIES.stream().map(name -> System.getProperty(name, "")).toList();
    }

    @AfterEach
    void restoreProperties() {
        for (int i = 0; i < PROPERTIES.size(); i++) {
            if (properties.get(i).isEmpty()) {
                System.clearProperty(PROPERTIES.get(i));
            } else {
                System.setProperty(PROPERTIES.get(i), properties.get(i));
            }
        }
    }

    @Test
    void shouldComputeOnceAndReadTheSameBitsAfterwards() throws IOException {
        assertThat(table(SOURCE)).isSameAs(TABLE);

        TokenTable read = table(SOURCE);

        assertThat(computed).hasValue(1);
        assertThat(read.dimension()).isEqualTo(2);
        assertThat(read.entries()).containsExactly(TABLE.entries());
        assertThat(files()).hasSize(1);
    }

    @Test
    void shouldComputeAgainForAnotherModelWhoseNameIsTheSame() throws IOException {
        byte[] other = SOURCE.clone();
        // Beyond what is in the name of the file.
        other[31] = 1;
        table(SOURCE);

        table(other);
        table(other);

        assertThat(computed).hasValue(2);
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 11, 20, 47, 51, 60, -1})
    void shouldReplaceADamagedFile(int offset) throws IOException {
        table(SOURCE);
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset < 0 ? bytes.length + offset : offset] ^= 1;
        Files.write(file, bytes);

        assertThat(table(SOURCE)).isSameAs(TABLE);
        assertThat(table(SOURCE).entries()).containsExactly(TABLE.entries());
        assertThat(computed).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 51, 84, 99})
    void shouldReplaceAShortenedOrForeignFile(int length) throws IOException {
        table(SOURCE);
        Path file = files().get(0);
        assertThat(Files.size(file)).isEqualTo(100);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        table(SOURCE);
        Files.writeString(file, "what somebody else keeps here ".repeat(10));
        table(SOURCE);

        assertThat(table(SOURCE).entries()).containsExactly(TABLE.entries());
        assertThat(computed).hasValue(3);
        assertThat(files()).hasSize(1);
    }

    @Test
    void shouldKeepNothingWhenComputingFails() throws IOException {
        assertThatThrownBy(() -> new ModelCache(folder).tokenTable("m", SOURCE, () -> {
                    throw new EmbeddingException("no model");
                }))
                .hasMessage("no model");

        assertThat(files()).isEmpty();
    }

    @Test
    void shouldUseTheFolderThatIsNamed() {
        Path named = folder.resolve("a").resolve("b");
        System.setProperty(ModelCache.FOLDER_PROPERTY, named.toString());

        assertThat(ModelCache.open().folder()).isEqualTo(named).isDirectory();
    }

    @Test
    void shouldRefuseANamedFolderThatCannotBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        System.setProperty(ModelCache.FOLDER_PROPERTY, file.resolve("below").toString());

        assertThatThrownBy(ModelCache::open)
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("leeway.cache.dir");
    }

    @Test
    void shouldUseTheHomeFolderElseTheTemporaryOne() throws IOException {
        System.clearProperty(ModelCache.FOLDER_PROPERTY);
        System.setProperty("user.home", folder.toString());
        System.setProperty("java.io.tmpdir", folder.resolve("t").toString());
        assertThat(ModelCache.open().folder())
                .isEqualTo(folder.resolve(".cache").resolve("leeway"));

        System.setProperty("user.home", "?");
        Path temporary = folder.resolve("t").resolve("leeway-" + System.getProperty("user.name"));
        assertThat(ModelCache.open().folder()).isEqualTo(temporary).isDirectory();

        System.setProperty(
                "java.io.tmpdir", Files.createFile(folder.resolve("f")).toString());
        assertThatThrownBy(ModelCache::open)
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("name a folder with system property leeway.cache.dir");
    }

    private TokenTable table(byte[] source) {
        return new ModelCache(folder).tokenTable("m", source, () -> {
            computed.incrementAndGet();
            return TABLE;
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
