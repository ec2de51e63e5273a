/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import io.leeway.app.config.RegistrySettings;
import io.leeway.app.ingest.BadEventException;
import java.util.Optional;
import org.apache.avro.Schema;

/** Gives the schemas that records were written with. Thread-safe. */
public interface SchemaSource {

    /** Knows no schema. */
    static SchemaSource none() {
        return of(RegistrySettings.NONE);
    }

    /** The schemas of a configuration: those in its file first, then those of its registry. */
    static SchemaSource of(RegistrySettings settings) {
        return new KnownSchemas(settings.schemas(), settings.url().map(url -> RegistrySchemas.of(url, settings)));
    }

    /** Whether there is anything to look ids up in. */
    boolean present();

    /**
     * The schema with an id of the registry.
     *
     * @throws BadEventException if there is none, or it is not one of Avro
     * @throws RegistryUnavailableException if that cannot be found out
     */
    Schema byId(SchemaId id);

    /** The schema with a CRC-64-AVRO fingerprint, out of those that are known without a registry. */
    Optional<Schema> byFingerprint(long fingerprint);
}
