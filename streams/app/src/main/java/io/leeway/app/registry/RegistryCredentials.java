/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * What a registry is shown. Read anew for each request, since tokens are replaced while a service runs.
 *
 * @param basicAuth a file with {@code user:password}
 * @param bearerToken a file with a token
 */
record RegistryCredentials(Optional<Path> basicAuth, Optional<Path> bearerToken) {

    /**
     * The value of the header {@code Authorization}, if there is to be one.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<String> header() throws IOException {
        if (bearerToken.isPresent()) {
            return Optional.of("Bearer " + read(bearerToken.get()));
        }
        if (basicAuth.isPresent()) {
            byte[] pair = read(basicAuth.get()).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return Optional.empty();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
