/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDocumentationTest {
    static Stream<Path> schemas() {
        return Stream.concat(Contract.files(Contract.CURRENT), Contract.files(Contract.HISTORY));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldDocumentEveryTypeAndField(Path file) {
        assertThat(undocumented(Contract.parse(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldGiveEveryOptionalFieldANullDefaultAndEveryEnumADefault(Path file) {
        assertThat(withoutDefault(Contract.parse(file))).isEmpty();
    }

    @Test
    void shouldFindAMissingDoc() {
        Schema schema = Contract.edited("PaneSummary", "\"doc\": \"Events in the pane.\"", "\"doc\": \" \"");

        assertThat(undocumented(schema)).containsExactly("PaneSummary.events");
    }

    private static List<String> undocumented(Schema schema) {
        List<String> found = new ArrayList<>();
        forEachNamed(schema, named -> {
            if (isBlank(named.getDoc())) {
                found.add(named.getName());
            }
            if (named.getType() == Schema.Type.RECORD) {
                named.getFields().stream()
                        .filter(field -> isBlank(field.doc()))
                        .forEach(field -> found.add(named.getName() + "." + field.name()));
            }
        });
        return found;
    }

    private static List<String> withoutDefault(Schema schema) {
        List<String> found = new ArrayList<>();
        forEachNamed(schema, named -> {
            if (named.getType() == Schema.Type.ENUM) {
                if (named.getEnumDefault() == null) {
                    found.add(named.getName());
                }
                return;
            }
            named.getFields().stream()
                    .filter(field -> field.schema().isNullable())
                    .filter(field -> field.defaultVal() != JsonProperties.NULL_VALUE)
                    .forEach(field -> found.add(named.getName() + "." + field.name()));
        });
        return found;
    }

    private static void forEachNamed(Schema schema, java.util.function.Consumer<Schema> action) {
        switch (schema.getType()) {
            case RECORD -> {
                action.accept(schema);
                schema.getFields().forEach(field -> forEachNamed(field.schema(), action));
            }
            case ENUM -> action.accept(schema);
            case ARRAY -> forEachNamed(schema.getElementType(), action);
            case MAP -> forEachNamed(schema.getValueType(), action);
            case UNION -> schema.getTypes().forEach(branch -> forEachNamed(branch, action));
            default -> {}
        }
    }

    private static boolean isBlank(String doc) {
        return doc == null || doc.isBlank();
    }
}
