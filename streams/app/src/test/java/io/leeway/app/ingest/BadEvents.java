/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Short form for tests of refusals. */
public final class BadEvents {

    private BadEvents() {}

    /** The refusal that the code must end in. */
    public static BadEventException refusal(ThrowingCallable code) {
        assertThatThrownBy(code).isInstanceOf(BadEventException.class);
        return Objects.requireNonNull(catchThrowableOfType(BadEventException.class, code));
    }
}
