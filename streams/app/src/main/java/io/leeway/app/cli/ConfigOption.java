/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.config.Effective;
import io.leeway.app.config.LeewayConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the configuration comes from. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "configuration file (YAML); without it, the defaults and LEEWAY_* variables hold")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "overrides one key of the configuration, for example --set http.port=9090; repeatable")
    private final Map<String, String> settings = new HashMap<>();

    /** Loads it; {@code overrides} win over everything but {@code --set}. */
    LeewayConfig load(Map<String, String> overrides) throws IOException {
        return source(overrides).load().config();
    }

    /** The same, to be read more than once. */
    ConfigSource source(Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.putAll(settings);
        return ConfigSource.of(Optional.ofNullable(file), all);
    }

    /** The file; empty if there is none. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Loads it with where each value came from. */
    Effective explained() throws IOException {
        return Effective.load(Optional.ofNullable(file), settings);
    }
}
