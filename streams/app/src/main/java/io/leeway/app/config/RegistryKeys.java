/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The keys of the schema registry. */
final class RegistryKeys {
    private static final String URL_RULE = "must be an http or https URL without a user, a password and a fragment";

    static final Key<URI> URL = Key.operational(
            "registry.url",
            new ValueType<>("URL", URL_RULE, RegistryKeys::url, URI::toString, true, Fragments.URL),
            MEDIUM,
            "A schema registry with Confluent's API, for records that name their schema by an id. A registry that cannot be "
                    + "reached is waited for, see [input formats](decisions/0020-input-formats.md).");
    static final Key<Path> BASIC_AUTH_FILE = Key.operational(
            "registry.basic-auth-file", ScalarTypes.path(), MEDIUM, "A file with `user:password` for the registry.");
    static final Key<Path> BEARER_TOKEN_FILE = Key.operational(
            "registry.bearer-token-file",
            ScalarTypes.path(),
            MEDIUM,
            "A file with a bearer token for the registry, instead of `basic-auth-file`.");
    static final Key<Duration> TIMEOUT = Key.operational(
            "registry.timeout",
            ScalarTypes.duration(Duration.ofMillis(100), Duration.ofSeconds(20)),
            "5s",
            LOW,
            "How long one request to the registry may take.");
    static final Key<Map<String, Schema>> SCHEMAS = Key.operational(
            "registry.schemas",
            SchemaFiles.byId(),
            MEDIUM,
            "A file with schemas, `{\"7\": {…}, \"GUID\": {…}}`, which are looked up first: for use without a registry, and for "
                    + "single-object encoding with foreign schemas.");

    private RegistryKeys() {}

    static RegistrySettings of(Values values) {
        return new RegistrySettings(
                values.get(URL),
                values.get(BASIC_AUTH_FILE),
                values.get(BEARER_TOKEN_FILE),
                values.require(TIMEOUT),
                values.get(SCHEMAS).orElse(Map.of()));
    }

    /** The rules between these keys, and those between them and the inputs. */
    static void check(Values root, Problems problems) {
        boolean sound = !problems.mention("registry.");
        if (root.get(BASIC_AUTH_FILE).isPresent() && root.get(BEARER_TOKEN_FILE).isPresent()) {
            problems.add("registry", "", "must not have both basic-auth-file and bearer-token-file");
        }
        boolean resolves = root.get(URL).isPresent() || root.get(SCHEMAS).isPresent();
        List<LeewayConfig.Input> inputs = root.get(Keys.INPUTS).orElse(List.of());
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).format() == InputFormat.CONFLUENT && sound && !resolves) {
                problems.add(
                        "inputs[" + i + "].format",
                        "confluent",
                        "needs registry.url or registry.schemas, since such records only name their schema");
            }
        }
    }

    // No value in the message: whoever writes such a URL here may have put a secret into it.
    private static Optional<URI> url(String key, JsonNode node, Problems problems) {
        Optional<URI> url = node.isTextual() ? BridgeSettings.url(node.asText()) : Optional.empty();
        if (url.filter(it -> it.getQuery() == null).isEmpty()) {
            problems.add(key, "", URL_RULE);
            return Optional.empty();
        }
        return url;
    }
}
