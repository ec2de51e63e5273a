/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {
    static Stream<String> records() {
        return Contract.recordNames().stream();
    }

    @Test
    void shouldHaveOneCodecForEachSchema() {
        assertThat(Records.all())
                .extracting(codec -> codec.schema().getName())
                .containsExactlyInAnyOrderElementsOf(Contract.recordNames());
    }

    @Test
    void shouldIndexEveryVersionInTheHistory() {
        List<String> found = Contract.files(Contract.HISTORY)
                .map(file -> Contract.HISTORY.relativize(file).toString().replace('\\', '/'))
                .toList();

        assertThat(SchemaHistory.index()).containsExactlyInAnyOrderElementsOf(found);
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldNumberVersionsWithoutGaps(String record) {
        List<String> paths = SchemaHistory.index().stream()
                .filter(path -> path.startsWith(record + "/"))
                .toList();

        for (int i = 0; i < paths.size(); i++) {
            assertThat(paths.get(i)).isEqualTo(record + "/v" + (i + 1) + ".avsc");
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadAndBeReadByEveryVersion(String record) {
        assertThatCode(() -> Contract.requireFullTransitive(Contract.current(record), SchemaHistory.of(record)))
                .as("%s and its history must be fully compatible, see schemas/README.md", record)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldHaveTheCurrentSchemaAsNewestVersion(String record) {
        List<Schema> versions = SchemaHistory.of(record);
        Path newest = Contract.HISTORY.resolve(record + "/v" + versions.size() + ".avsc");
        String advice = "%s.avsc changed: if v%d was released, copy it to history/%s/v%d.avsc, add that line to "
                + "history/index.txt and write its golden files (schemas/README.md)";

        assertThat(Contract.withoutDocs(Contract.CURRENT.resolve(record + ".avsc")))
                .as(advice, record, versions.size(), record, versions.size() + 1)
                .isEqualTo(Contract.withoutDocs(newest));
        assertThat(fingerprint(codec(record).schema()))
                .as(advice, record, versions.size(), record, versions.size() + 1)
                .isEqualTo(fingerprint(versions.get(versions.size() - 1)));
    }

    @Test
    void shouldRefuseAnAddedFieldWithoutDefault() {
        Schema changed = Contract.edited(
                "AuditRecord", "\"fields\": [", "\"fields\": [{\"name\": \"host\", \"type\": \"string\"},");

        assertIncompatible("AuditRecord", changed);
    }

    @Test
    void shouldAllowAnAddedFieldWithDefault() {
        Schema changed = Contract.edited(
                "AuditRecord",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"host\", \"type\": \"string\", \"default\": \"\"},");

        assertThatCode(() -> Contract.requireFullTransitive(changed, firstVersion("AuditRecord")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseARemovedRequiredField() {
        Schema changed = Contract.edited("AuditRecord", "\"name\": \"actor\"", "\"name\": \"who\"");

        assertIncompatible("AuditRecord", changed);
    }

    @Test
    void shouldRefuseAChangedType() {
        Schema changed = Contract.edited(
                "PaneSummary", "\"formatVersion\", \"type\": \"int\"", "\"formatVersion\", \"type\": \"string\"");

        assertIncompatible("PaneSummary", changed);
    }

    @Test
    void shouldRefuseWideningOneWay() {
        Schema changed = Contract.edited(
                "PaneSummary", "\"formatVersion\", \"type\": \"int\"", "\"formatVersion\", \"type\": \"long\"");

        assertIncompatible("PaneSummary", changed);
    }

    @Test
    void shouldRefuseARemovedSymbolWithoutEnumDefault() {
        Schema old = Contract.edited("PaneSummary", ", \"default\": \"TIME\"", "");
        Schema changed = Contract.edited("PaneSummary", "[\"TIME\", \"IDLE\"], \"default\": \"TIME\"", "[\"TIME\"]");

        assertThatThrownBy(() -> Contract.requireFullTransitive(changed, List.of(old)))
                .isInstanceOf(SchemaValidationException.class);
    }

    private static void assertIncompatible(String record, Schema changed) {
        assertThatThrownBy(() -> Contract.requireFullTransitive(changed, firstVersion(record)))
                .isInstanceOf(SchemaValidationException.class);
    }

    private static List<Schema> firstVersion(String record) {
        return SchemaHistory.of(record).subList(0, 1);
    }

    private static Codec<?> codec(String record) {
        return Records.all().stream()
                .filter(codec -> codec.schema().getName().equals(record))
                .findFirst()
                .orElseThrow();
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}
