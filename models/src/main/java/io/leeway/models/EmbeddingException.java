/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/** A model could not be loaded, or failed on a text. The message gives a text's length and never its content. */
public class EmbeddingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception without a cause. */
    public EmbeddingException(String message) {
        super(message);
    }

    /** Creates an exception with the failure of the library below as its cause. */
    public EmbeddingException(String message, Throwable cause) {
        super(message, cause);
    }
}
