/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Commands that wait for a pane of their stream, in the order in which they came.
 *
 * <pre>
 *  key    stream
 *  value  byte version = 1 | int number | for each: int length, command in single-object encoding
 * </pre>
 */
public final class PendingCommands {

    /** No more than this wait for one stream. */
    public static final int MOST = 100;

    private static final int VERSION = 1;

    private final KeyValueStore<StreamKey, byte[]> store;

    /** The commands in a store. */
    public PendingCommands(KeyValueStore<StreamKey, byte[]> store) {
        this.store = store;
    }

    /** Adds a command; false if too many wait already. */
    boolean add(StreamKey stream, ControlCommand command) {
        List<ControlCommand> waiting = new ArrayList<>(read(store.get(stream)));
        if (waiting.size() >= MOST) {
            return false;
        }
        waiting.add(command);
        store.put(stream, write(waiting));
        return true;
    }

    /** Takes out the commands that take effect before the pane that ends at {@code paneEnd}, epoch milliseconds. */
    public List<ControlCommand> take(StreamKey stream, long paneEnd) {
        byte[] stored = store.get(stream);
        if (stored == null) {
            return List.of();
        }
        List<ControlCommand> due = new ArrayList<>();
        List<ControlCommand> waiting = new ArrayList<>();
        for (ControlCommand command : read(stored)) {
            boolean now = command.getNotBefore() == null
                    || paneEnd > command.getNotBefore().toEpochMilli();
            (now ? due : waiting).add(command);
        }
        if (waiting.isEmpty()) {
            store.delete(stream);
        } else if (!due.isEmpty()) {
            store.put(stream, write(waiting));
        }
        return due;
    }

    /**
     * Until when a waiting command mutes a stream, epoch milliseconds; the smallest number there is if it ends that. Empty if
     * none waits that says so.
     */
    public OptionalLong mutedUntil(StreamKey stream) {
        OptionalLong until = OptionalLong.empty();
        for (ControlCommand command : read(store.get(stream))) {
            if (command.getKind() == CommandKind.MUTE) {
                until = OptionalLong.of(command.getUntil().toEpochMilli());
            } else if (command.getKind() == CommandKind.UNMUTE) {
                until = OptionalLong.of(Long.MIN_VALUE);
            }
        }
        return until;
    }

    static byte[] write(List<ControlCommand> commands) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(commands.size());
            for (ControlCommand command : commands) {
                byte[] encoded = Records.CONTROL_COMMAND.encode(command);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static List<ControlCommand> read(byte[] stored) {
        if (stored == null) {
            return List.of();
        }
        List<ControlCommand> commands = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("pending commands of unknown version " + version);
            }
            for (int i = in.readInt(); i > 0; i--) {
                byte[] encoded = new byte[in.readInt()];
                in.readFully(encoded);
                commands.add(Records.CONTROL_COMMAND.decode(encoded));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged pending commands of " + stored.length + " bytes", e);
        }
        return commands;
    }
}
