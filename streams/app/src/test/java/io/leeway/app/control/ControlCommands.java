/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import java.time.Instant;

/** Commands for tests. */
public final class ControlCommands {

    /** When they are given. */
    public static final Instant ISSUED = Instant.parse("2026-02-01T00:00:00Z");

    private ControlCommands() {}

    /** A command by ana, to be completed. */
    public static ControlCommand.Builder of(String id, CommandKind kind, String agent) {
        return ControlCommand.newBuilder()
                .setCommandId(id)
                .setKind(kind)
                .setAgentId(agent)
                .setIssuedBy("ana")
                .setIssuedAt(ISSUED);
    }
}
