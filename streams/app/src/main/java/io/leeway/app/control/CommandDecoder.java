/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.app.control.BadCommandException.Reason;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.Records;
import io.leeway.schemas.UndecodableRecordException;
import java.time.Instant;

/** Reads and checks commands, in Avro or JSON. */
public final class CommandDecoder {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 2000;

    private CommandDecoder() {}

    /**
     * The command in the value of a record.
     *
     * @param value the bytes; may be null
     * @throws BadCommandException if it is none, or nothing can be done with it whatever the agent
     */
    public static ControlCommand decode(byte[] value) {
        if (value == null) {
            throw new BadCommandException(Reason.UNPARSABLE_COMMAND, "no value");
        }
        ControlCommand command;
        try {
            command = Records.CONTROL_COMMAND.read(value);
        } catch (UndecodableRecordException e) {
            throw new BadCommandException(Reason.UNPARSABLE_COMMAND, "not a command: " + e.getMessage(), e);
        }
        check(command);
        return command;
    }

    /**
     * Checks what can be checked without knowing the agent.
     *
     * @throws BadCommandException naming the field and the rule
     */
    public static void check(ControlCommand command) {
        name("commandId", command.getCommandId());
        name("agentId", command.getAgentId());
        name("issuedBy", command.getIssuedBy());
        if (command.getCohort() != null) {
            name("cohort", command.getCohort());
        }
        if (command.getReason() != null && command.getReason().length() > LONGEST_REASON) {
            throw invalid("reason must have at most " + LONGEST_REASON + " characters: "
                    + command.getReason().length());
        }
        switch (command.getKind()) {
            case PIN -> {
                Instant from = require("from", command.getFrom());
                Instant to = require("to", command.getTo());
                if (!from.isBefore(to)) {
                    throw invalid("from must be before to: " + from + ", " + to);
                }
            }
            case MUTE -> require("until", command.getUntil());
            case ROLL_BACK -> {
                if (require("version", command.getVersion()) < 1) {
                    throw invalid("version must be at least 1: " + command.getVersion());
                }
            }
            case UNPIN, ACCEPT, ACKNOWLEDGE, UNMUTE -> {
                // nothing more is needed
            }
            case UNKNOWN ->
                throw new BadCommandException(Reason.UNKNOWN_COMMAND, "the kind of the command is not known here");
        }
    }

    private static void name(String field, String value) {
        if (value.isBlank() || value.length() > LONGEST_NAME) {
            throw invalid(field + " must have 1 to " + LONGEST_NAME + " characters: " + value.length());
        }
    }

    private static <T> T require(String field, T value) {
        if (value == null) {
            throw invalid(field + " is missing");
        }
        return value;
    }

    private static BadCommandException invalid(String message) {
        return new BadCommandException(Reason.INVALID_COMMAND, message);
    }
}
