/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import java.util.UUID;

/**
 * How records name a schema of a registry.
 *
 * @param text a number without a sign, or a GUID in lower case with hyphens
 * @param guid which of the two
 */
public record SchemaId(String text, boolean guid) {

    /** The number that is unique within a registry. */
    public static SchemaId of(int id) {
        return new SchemaId(Integer.toUnsignedString(id), false);
    }

    /** The GUID that is the same in all registries. */
    public static SchemaId of(UUID guid) {
        return new SchemaId(guid.toString(), true);
    }

    /** The path of the schema in a registry. */
    String path() {
        return (guid ? "/schemas/guids/" : "/schemas/ids/") + text;
    }

    /** As messages have it. */
    @Override
    public String toString() {
        return (guid ? "GUID " : "id ") + text;
    }
}
