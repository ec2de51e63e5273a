/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Schemas from a file, and behind them those of a registry, if there is one. */
final class KnownSchemas implements SchemaSource {

    private final Map<String, Schema> byId;
    private final Map<Long, Schema> byFingerprint = new HashMap<>();
    private final Optional<RegistrySchemas> registry;

    KnownSchemas(Map<String, Schema> byId, Optional<RegistrySchemas> registry) {
        this.byId = Map.copyOf(byId);
        this.registry = registry;
        byId.values().forEach(schema -> byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema));
    }

    @Override
    public boolean present() {
        return registry.isPresent() || !byId.isEmpty();
    }

    @Override
    public Schema byId(SchemaId id) {
        Schema known = byId.get(id.text());
        if (known != null) {
            return known;
        }
        return registry.orElseThrow(
                        () -> new BadEventException(Reason.UNKNOWN_SCHEMA, "no schema with " + id + " is known"))
                .get(id);
    }

    @Override
    public Optional<Schema> byFingerprint(long fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }
}
