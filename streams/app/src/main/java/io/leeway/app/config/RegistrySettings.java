/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Where the schemas are that records name by id.
 *
 * @param url a registry with Confluent's API, if there is one
 * @param basicAuthFile a file with {@code user:password} for it
 * @param bearerTokenFile a file with a token for it
 * @param timeout how long one request may take
 * @param schemas schemas by the registry's ids, as decimal numbers, and GUIDs in lower case; looked up first
 */
public record RegistrySettings(
        Optional<URI> url,
        Optional<Path> basicAuthFile,
        Optional<Path> bearerTokenFile,
        Duration timeout,
        Map<String, Schema> schemas) {

    /** No registry, and no schemas. */
    public static final RegistrySettings NONE =
            new RegistrySettings(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(5), Map.of());

    /** Copies the map. */
    public RegistrySettings {
        schemas = Map.copyOf(schemas);
    }

    /** Whether an id can be looked up anywhere. */
    public boolean present() {
        return url.isPresent() || !schemas.isEmpty();
    }
}
