/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/**
 * A loaded embedding model, shared by all threads; each thread takes a session of its own.
 *
 * <p>Every implementation keeps these promises, and {@code EmbedderContract} (in the test jar) checks them:
 *
 * <ul>
 *   <li>A vector is a function of its text alone: equal bits alone, in any list, beside any neighbours, from any thread
 *       and after a restart on the same machine.
 *   <li>A vector has {@link #dimension()} finite entries and Euclidean norm 1 within 1e-6.
 *   <li>Every non-null text has a vector, the empty and the blank one included. The vector of an empty text carries no
 *       meaning; callers that redact texts should leave them out rather than embed the remainder.
 *   <li>A long text is cut after {@link ModelIdentity#maxTokens()} tokens; it is never refused.
 *   <li>After {@link #close()} the embedder and its sessions throw {@link IllegalStateException}.
 * </ul>
 */
public interface Embedder extends AutoCloseable {

    /** What was loaded; equal identities give equal vectors. */
    ModelIdentity identity();

    /** Entries per vector. */
    default int dimension() {
        return identity().dimension();
    }

    /**
     * Whether the model itself gives equal bits in any batch. When false, {@link EmbedderSession#embed(java.util.List)}
     * runs one text a call, so gathering texts before calling gains nothing.
     */
    boolean batchInvariant();

    /**
     * Opens a session for one thread.
     *
     * @throws IllegalStateException if this embedder is closed
     */
    EmbedderSession newSession();

    /** Releases the model. Waits for running calls; sessions left open become unusable. Further calls do nothing. */
    @Override
    void close();
}
