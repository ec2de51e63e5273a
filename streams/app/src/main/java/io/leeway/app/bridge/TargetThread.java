/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.app.config.BridgeSettings;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works for one target until it is closed. Closing lets the request that is under way come to its end, since what was
 * delivered and not committed would be delivered again.
 */
final class TargetThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetThread.class);

    private final BridgeSettings.Target target;
    private final Outbox outbox;
    private final Forwarder forwarder;
    private final Thread thread;
    private volatile boolean closing;

    /** Works once it is started; {@code failed} is told if that comes to an end before it is closed. */
    TargetThread(BridgeSettings.Target target, Outbox outbox, Forwarder forwarder, Runnable failed) {
        this.target = target;
        this.outbox = outbox;
        this.forwarder = forwarder;
        this.thread = new Thread(this::work, "bridge-" + target.name());
        thread.setUncaughtExceptionHandler((dead, error) -> {
            LOG.error("target {} cannot be worked for any more", target.name(), error);
            failed.run();
        });
    }

    void start() {
        thread.start();
    }

    private void work() {
        try (outbox) {
            while (!closing) {
                forwarder.step();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    TargetStatus status() {
        String failing = forwarder.misconfigured() ? "MISCONFIGURED" : "WAITING";
        String working = forwarder.failures() == 0 ? "DELIVERING" : failing;
        return new TargetStatus(
                target.name(),
                target.kind().name().toLowerCase(Locale.ROOT),
                thread.isAlive() ? working : "STOPPED",
                forwarder.failures());
    }

    /** Tells it to stop, without waiting. */
    void stop() {
        closing = true;
    }

    @Override
    public void close() {
        stop();
        if (thread.getState() == Thread.State.NEW) {
            outbox.close();
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
