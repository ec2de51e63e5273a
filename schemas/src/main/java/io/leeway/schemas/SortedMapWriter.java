/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes maps in the order of their keys, so that equal records are equal bytes wherever their maps came from. */
final class SortedMapWriter<T> extends SpecificDatumWriter<T> {

    SortedMapWriter(Schema schema, SpecificData model) {
        super(schema, model);
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> getMapEntries(Object map) {
        @SuppressWarnings("unchecked") // a map of an Avro record has strings as keys
        Map<Object, Object> entries = (Map<Object, Object>) map;
        List<Map.Entry<Object, Object>> sorted = entries.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        return sorted;
    }
}
