/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;

/**
 * Avro's data model, closed to the classes that one generated record is made of.
 *
 * <p>Avro finds classes by the names in a schema, and since 1.12.2 refuses every name that is not on a list kept for the
 * whole process, generated classes included. A library should not extend such a list in somebody else's process, so
 * this model needs none: the classes are bound once, from the schema compiled into the record, and a name from any
 * other schema never loads a class.
 */
final class ContractModel extends SpecificData {
    private final Map<String, Class<?>> classes = new HashMap<>();

    /**
     * @param type a generated record
     * @throws IllegalStateException if a type named in its schema has no generated class beside it
     */
    ContractModel(Class<?> type) {
        super(type.getClassLoader());
        SpecificData generated = getForClass(type);
        generated.getConversions().forEach(this::addLogicalTypeConversion);
        bind(generated.getSchema(type), type.getClassLoader());
    }

    @Override
    public Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }

    @Override
    public DatumWriter<?> createDatumWriter(Schema schema) {
        return new SortedMapWriter<>(schema, this);
    }

    private void bind(Schema schema, ClassLoader loader) {
        switch (schema.getType()) {
            case RECORD -> {
                bindClass(schema, loader);
                schema.getFields().forEach(field -> bind(field.schema(), loader));
            }
            case ENUM -> bindClass(schema, loader);
            case ARRAY -> bind(schema.getElementType(), loader);
            case MAP -> bind(schema.getValueType(), loader);
            case UNION -> schema.getTypes().forEach(branch -> bind(branch, loader));
            default -> {
                // a type without a class of its own
            }
        }
    }

    private void bindClass(Schema schema, ClassLoader loader) {
        try {
            classes.put(schema.getFullName(), Class.forName(schema.getFullName(), true, loader));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("No generated class for " + schema.getFullName(), e);
        }
    }
}
