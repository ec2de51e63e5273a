/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

/** The history does not hold what is asked of it. */
public final class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HistoryException(String message) {
        super(message);
    }
}
