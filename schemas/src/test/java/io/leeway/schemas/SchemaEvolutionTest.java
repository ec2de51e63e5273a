/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaEvolutionTest {
    private static final Path EXTRA = Path.of("src/test/resources/evolution");
    private static final Schema OTHER_WRITER = Contract.parse(EXTRA.resolve("AgentInput.avsc"));

    @Test
    void shouldReadAnotherWritersSchemaWithDefaultsForWhatItLacks() throws IOException {
        AgentInput input = Records.AGENT_INPUT.withSchemasIn(EXTRA).decode(written());

        assertThat(input.getAgentId()).isEqualTo("support");
        assertThat(input.getOccurredAt()).isEqualTo(Samples.T1);
        assertThat(input.getText()).isEqualTo("hello");
        assertThat(input.getCohort()).isNull();
        assertThat(input.getNumbers()).isEmpty();
        assertThat(input.getEmbedding()).isNull();
    }

    @Test
    void shouldStillReadTheHistoryWhenSchemasAreAdded() {
        byte[] bytes = Records.AGENT_INPUT.encode(Samples.agentInput());

        assertThat(Records.AGENT_INPUT.withSchemasIn(EXTRA).decode(bytes)).isEqualTo(Samples.agentInput());
    }

    @Test
    void shouldRefuseAnUnknownFingerprintAndNameIt() throws IOException {
        byte[] bytes = written();

        var thrown = catchThrowableOfType(UndecodableRecordException.class, () -> Records.AGENT_INPUT.decode(bytes));

        assertThat(thrown.reason()).isEqualTo(UndecodableRecordException.Reason.UNKNOWN_FINGERPRINT);
        assertThat(thrown)
                .hasMessageContaining("AgentInput")
                .hasMessageContaining("%016X".formatted(SchemaNormalization.parsingFingerprint64(OTHER_WRITER)));
    }

    @Test
    void shouldRefuseAnotherKindOfRecord() {
        byte[] bytes = Records.DRIFT_REPORT.encode(Samples.driftReport());

        var thrown = catchThrowableOfType(UndecodableRecordException.class, () -> Records.DRIFT_ALERT.decode(bytes));

        assertThat(thrown.reason()).isEqualTo(UndecodableRecordException.Reason.UNKNOWN_FINGERPRINT);
        assertThat(thrown).hasMessageContaining(Records.DRIFT_REPORT.fingerprint());
    }

    @Test
    void shouldReadAnUnknownSymbolAsTheDefaultOfItsEnum() throws IOException {
        Schema newer =
                Contract.edited("ControlCommand", "\"UNMUTE\", \"UNKNOWN\"", "\"UNMUTE\", \"RETIRE\", \"UNKNOWN\"");
        GenericRecord command = new GenericData.Record(newer);
        command.put("commandId", "k-2");
        command.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), "RETIRE"));
        command.put("agentId", "support");
        command.put("issuedBy", "ana");
        command.put("issuedAt", Samples.T1.toEpochMilli());

        ControlCommand read =
                Records.CONTROL_COMMAND.withSchemas(List.of(newer)).decode(encode(newer, command));

        assertThat(read.getKind()).isEqualTo(CommandKind.UNKNOWN);
        assertThat(read.getCommandId()).isEqualTo("k-2");
    }

    @Test
    void shouldRefuseAnAddedSchemaThatCannotBeRead() {
        Schema changed = Contract.edited("AuditRecord", "\"name\": \"actor\"", "\"name\": \"who\"");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Records.AUDIT_RECORD.withSchemas(List.of(changed)))
                .withMessageContaining("io.leeway.schemas.AuditRecord")
                .withMessageContaining("actor");
    }

    @Test
    void shouldRefuseAFileThatIsNoSchema(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("broken.avsc"), "{\"type\": \"rec\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Records.AUDIT_RECORD.withSchemasIn(directory))
                .withMessageContaining("broken.avsc");
    }

    @Test
    void shouldRefuseADirectoryThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Records.AUDIT_RECORD.withSchemasIn(EXTRA.resolve("nowhere")))
                .withMessageContaining("nowhere");
    }

    private static byte[] written() throws IOException {
        GenericRecord input = new GenericData.Record(OTHER_WRITER);
        input.put("agentId", "support");
        input.put("occurredAt", Samples.T1.toEpochMilli());
        input.put("priority", 3);
        input.put("text", "hello");
        return encode(OTHER_WRITER, input);
    }

    private static byte[] encode(Schema schema, GenericRecord value) throws IOException {
        return new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema)
                .encode(value)
                .array();
    }
}
