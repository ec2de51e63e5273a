/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration comes from, so that it can be read again.
 *
 * @param file the file, if there is one
 * @param environment variables laid over it
 * @param overrides key path to text, laid over that
 */
public record ConfigSource(Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {

    /** Copies the maps. */
    public ConfigSource {
        environment = Map.copyOf(environment);
        overrides = Map.copyOf(overrides);
    }

    /** With the environment of this process. */
    public static ConfigSource of(Optional<Path> file, Map<String, String> overrides) {
        return new ConfigSource(file, System.getenv(), overrides);
    }

    /**
     * Reads it.
     *
     * @throws ConfigurationException with every problem found
     * @throws IOException if the file cannot be read
     */
    public Effective load() throws IOException {
        return file.isPresent() ? ConfigLoader.fromFile(file.get(), environment, overrides) : read("");
    }

    /**
     * Reads it with this text in the file.
     *
     * @throws ConfigurationException with every problem found
     */
    public Effective read(String text) {
        return ConfigLoader.fromText(file.map(Path::toString).orElse("no file"), text, environment, overrides);
    }

    /** The names only: environment and overrides may hold secrets. */
    @Override
    public String toString() {
        return "ConfigSource[" + file.map(Path::toString).orElse("no file") + "]";
    }
}
