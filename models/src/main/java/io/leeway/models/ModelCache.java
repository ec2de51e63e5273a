/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A folder for what is computed once per machine.
 *
 * <p>It is the folder named by the system property {@value #FOLDER_PROPERTY}; without one {@code .cache/leeway} in the home
 * folder, or {@code leeway-USER} in {@code java.io.tmpdir} where the home folder cannot be written. Like the program
 * itself, its files are trusted once their checksum holds, so only its user should be able to write there.
 *
 * @param folder exists and can be written
 */
record ModelCache(Path folder) {

    static final String FOLDER_PROPERTY = "leeway.cache.dir";

    /** @throws EmbeddingException if there is no folder that can be written */
    static ModelCache open() {
        String named = System.getProperty(FOLDER_PROPERTY, "");
        if (!named.isBlank()) {
            return writable(Path.of(named))
                    .orElseThrow(() -> new EmbeddingException(
                            "folder '" + named + "' of system property " + FOLDER_PROPERTY + " cannot be written"));
        }
        Path home = Path.of(System.getProperty("user.home"));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "leeway-" + System.getProperty("user.name"));
        // A user without an entry in the password file has no home; then Java names one that does not exist.
        return Optional.of(home)
                .filter(Files::isDirectory)
                .flatMap(folder -> writable(folder.resolve(".cache").resolve("leeway")))
                .or(() -> writable(temporary))
                .orElseThrow(() -> new EmbeddingException("neither '" + home + "' nor '" + temporary
                        + "' can be written; name a folder with system property " + FOLDER_PROPERTY));
    }

    private static Optional<ModelCache> writable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Files.isWritable(folder) ? Optional.of(new ModelCache(folder)) : Optional.empty();
    }

    /**
     * The table made of a model's files, from the folder if it is there, else computed and put there.
     *
     * @param name of the model
     * @param source digest of the model's files
     * @throws EmbeddingException if the folder fails
     */
    TokenTable tokenTable(String name, byte[] source, Supplier<TokenTable> compute) {
        Path file = folder.resolve(
                name + "-v" + TokenTableFile.VERSION + "-" + HexFormat.of().formatHex(source, 0, 8) + ".tokens");
        try {
            Optional<TokenTable> kept = TokenTableFile.read(file, source);
            if (kept.isPresent()) {
                return kept.get();
            }
            TokenTable computed = compute.get();
            TokenTableFile.write(file, source, computed);
            return computed;
        } catch (IOException e) {
            throw new EmbeddingException("the cached table '" + file + "' of model '" + name + "' is of no use", e);
        }
    }
}
