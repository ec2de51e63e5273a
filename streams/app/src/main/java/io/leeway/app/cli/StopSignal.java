/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Turns a signal to the process (Ctrl-C, SIGTERM) into an interrupt of the command's thread, and holds the JVM's end back
 * until the command has closed everything in order. Close it last.
 */
final class StopSignal implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    private StopSignal() {}

    /** Watches over the calling thread. */
    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(command), "stop"));
        return signal;
    }

    // Not a join: the command's thread may itself be waiting in System.exit for this hook.
    private void stop(Thread command) {
        if (closed.getCount() > 0) {
            command.interrupt();
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
