/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Exit;

/**
 * What happens when the broker gives up. Kafka ends the process without a word then; here the reason is said first, and while a
 * broker is starting the process lives on, because the failed start is reported to the caller.
 */
final class FatalFaults implements Exit.Procedure {
    private final AtomicInteger starting = new AtomicInteger();
    private final Consumer<String> report;
    private final IntConsumer end;

    /**
     * Chooses what is done with a fault.
     *
     * @param report takes the reason, for people
     * @param end ends the process with a status
     */
    FatalFaults(Consumer<String> report, IntConsumer end) {
        this.report = report;
        this.end = end;
    }

    /** Takes the place of Kafka's way to end the process. */
    void install() {
        Exit.setExitProcedure(this);
        Exit.setHaltProcedure(this);
    }

    /** From now on a fault is left to whoever starts the broker. */
    void startBegins() {
        starting.incrementAndGet();
    }

    /** From now on a fault ends the process. */
    void startEnds() {
        starting.decrementAndGet();
    }

    @Override
    public void execute(int status, String message) {
        if (starting.get() == 0) {
            String reason = message == null || message.isBlank() ? "see the error logged above" : message;
            report.accept("The embedded Kafka broker failed and takes this process with it: " + reason);
            end.accept(status == 0 ? 1 : status);
        }
    }
}
