/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps calls into native code and the release of its memory apart: calls hold the read lock and closing takes the write
 * lock. The native code does not check whether its memory was freed, so a late call would end the process and not just
 * fail.
 */
final class NativeGuard {

    private final String name;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** @param name of the model, for messages */
    NativeGuard(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Runs a call while nobody can close.
     *
     * @throws IllegalStateException if closed
     */
    <T> T whileOpen(Supplier<T> call) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the embedder of model '" + name + "' is closed");
            }
            return call.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for running calls, then releases; only the first time. */
    void close(Runnable release) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
