/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.control.CommandDecoder;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.ControlCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands of a replay, each waiting for the first pane of its stream that ends later than it takes effect. */
final class ReplayedCommands {

    private final Map<StreamKey, List<ControlCommand>> commands = new HashMap<>();

    /**
     * Takes in a command.
     *
     * @throws io.leeway.app.control.BadCommandException if nothing can be done with it whatever the agent
     */
    void add(ControlCommand command) {
        CommandDecoder.check(command);
        commands.computeIfAbsent(StreamKey.of(command.getAgentId(), command.getCohort()), key -> new ArrayList<>())
                .add(command);
    }

    /** How many wait. */
    long waiting() {
        return commands.values().stream().mapToLong(List::size).sum();
    }

    /** Those that wait no longer, in the order in which they take effect. */
    List<ControlCommand> due(StreamKey stream, long paneEnd) {
        List<ControlCommand> waiting = commands.get(stream);
        if (waiting == null) {
            return List.of();
        }
        List<ControlCommand> due = waiting.stream()
                .filter(command -> effective(command).toEpochMilli() < paneEnd)
                .sorted(Comparator.comparing(ReplayedCommands::effective))
                .toList();
        waiting.removeAll(due);
        return due;
    }

    private static Instant effective(ControlCommand command) {
        return command.getNotBefore() == null ? command.getIssuedAt() : command.getNotBefore();
    }
}
