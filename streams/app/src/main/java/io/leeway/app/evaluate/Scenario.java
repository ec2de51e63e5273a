/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.evaluate.Truth;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded stream.
 *
 * @param name its name, which is also its agent's
 * @param file its rows, compressed JSON lines
 * @param referenceStart first row of the reference
 * @param truth what is known of it
 * @param expected the verdict that the recording names, in its words
 */
public record Scenario(String name, Path file, int referenceStart, Truth truth, String expected) {

    private static final Pattern SESSION_RUN = Pattern.compile("sessions_of_(\\d+)");
    private static final Pattern RECURRENCE = Pattern.compile("back to normal at (\\d+).*drift again at (\\d+)");

    /**
     * A change that goes away and comes back.
     *
     * @param normalAt row from which everything is normal again
     * @param driftAt row at which the change returns
     */
    public record Recurrence(int normalAt, int driftAt) {}

    /** When the change goes away and comes back, if it does. */
    public Optional<Recurrence> recurrence() {
        Matcher matcher = RECURRENCE.matcher(expected);
        return matcher.find()
                ? Optional.of(new Recurrence(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** How many rows after the change share a session, where the recording has sessions. */
    OptionalInt sessionRun() {
        Matcher matcher = SESSION_RUN.matcher(name);
        return matcher.find() && truth.changeAt().isPresent()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }
}
