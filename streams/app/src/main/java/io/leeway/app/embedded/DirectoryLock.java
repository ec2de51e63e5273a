/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One broker per directory. Kafka has a lock of its own, but takes it too late to protect the ports kept there. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a directory until {@link #close} or the end of the process, however it ends.
     *
     * @throws EmbeddedKafkaException if another broker has it
     */
    static DirectoryLock on(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("leeway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = tryLock(channel);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new EmbeddedKafkaException("The directory " + directory
                    + " must belong to one embedded Kafka broker only, and another one is using it."
                    + " Stop that one or choose another directory.");
        }
        return new DirectoryLock(channel);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
