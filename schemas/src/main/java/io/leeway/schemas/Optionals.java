/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import java.util.List;
import org.apache.avro.Schema;

/** The one use the contract makes of unions: a type that may be null. */
final class Optionals {
    private Optionals() {}

    /**
     * The schema itself, or the type that may be null.
     *
     * @throws IllegalStateException if it is any other union
     */
    static Schema nonNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (branches.size() != 1) {
            throw unsupported(schema);
        }
        return branches.get(0);
    }

    static IllegalStateException unsupported(Schema schema) {
        return new IllegalStateException("The JSON form has no rule for the Avro type " + schema);
    }
}
