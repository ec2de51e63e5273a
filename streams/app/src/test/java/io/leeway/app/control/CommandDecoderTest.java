/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leeway.app.control.BadCommandException.Reason;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandDecoderTest {

    private static ControlCommand.Builder command(CommandKind kind) {
        return ControlCommands.of("k-1", kind, "support");
    }

    @Test
    void shouldReadAvroAndJson() {
        ControlCommand command =
                command(CommandKind.ROLL_BACK).setVersion(2).setReason("no").build();

        assertThat(CommandDecoder.decode(Records.CONTROL_COMMAND.encode(command)))
                .isEqualTo(command);
        assertThat(CommandDecoder.decode(Records.CONTROL_COMMAND.toJson(command).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(command);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments(command(CommandKind.UNKNOWN), Reason.UNKNOWN_COMMAND, "not known here"),
                arguments(command(CommandKind.PIN), Reason.INVALID_COMMAND, "from is missing"),
                arguments(
                        command(CommandKind.PIN).setFrom(ControlCommands.ISSUED).setTo(ControlCommands.ISSUED),
                        Reason.INVALID_COMMAND,
                        "from must be before to"),
                arguments(command(CommandKind.MUTE), Reason.INVALID_COMMAND, "until is missing"),
                arguments(command(CommandKind.ROLL_BACK), Reason.INVALID_COMMAND, "version is missing"),
                arguments(
                        command(CommandKind.ROLL_BACK).setVersion(0),
                        Reason.INVALID_COMMAND,
                        "version must be at least 1: 0"),
                arguments(
                        command(CommandKind.ACCEPT).setAgentId(" "),
                        Reason.INVALID_COMMAND,
                        "agentId must have 1 to 200 characters"),
                arguments(
                        command(CommandKind.ACCEPT).setIssuedBy(""),
                        Reason.INVALID_COMMAND,
                        "issuedBy must have 1 to 200 characters"),
                arguments(
                        command(CommandKind.ACCEPT).setCommandId("k".repeat(201)),
                        Reason.INVALID_COMMAND,
                        "commandId must have 1 to 200 characters: 201"),
                arguments(
                        command(CommandKind.ACCEPT).setReason("r".repeat(2001)),
                        Reason.INVALID_COMMAND,
                        "reason must have at most 2000 characters: 2001"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldRefuseWhatNoAgentCanDo(ControlCommand.Builder command, Reason reason, String message) {
        byte[] bytes = Records.CONTROL_COMMAND.encode(command.build());

        assertThatThrownBy(() -> CommandDecoder.decode(bytes))
                .hasMessageContaining(message)
                .asInstanceOf(InstanceOfAssertFactories.type(BadCommandException.class))
                .extracting(BadCommandException::reason)
                .isEqualTo(reason);
    }

    @Test
    void shouldRefuseWhatIsNoCommand() {
        assertThatThrownBy(() -> CommandDecoder.decode("accept it".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(BadCommandException.class, error -> assertThat(error.reason())
                        .isEqualTo(Reason.UNPARSABLE_COMMAND));
        assertThatThrownBy(() -> CommandDecoder.decode(null)).hasMessage("no value");
    }
}
