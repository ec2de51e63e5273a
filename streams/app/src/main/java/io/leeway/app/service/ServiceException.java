/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

/** The service cannot start or go on; the message says what to do about it. */
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the operator. */
    public ServiceException(String message) {
        super(message);
    }

    /** With a message for the operator, and the cause. */
    public ServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
