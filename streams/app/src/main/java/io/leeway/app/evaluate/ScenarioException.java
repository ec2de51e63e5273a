/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

/** The folder of recorded streams is not what it should be; the message says where and why. */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScenarioException(String message) {
        super(message);
    }

    ScenarioException(String message, Throwable cause) {
        super(message, cause);
    }
}
