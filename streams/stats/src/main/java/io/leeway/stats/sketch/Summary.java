/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/**
 * A mergeable summary of observations: a commutative monoid whose merge is exact.
 *
 * <p>Every implementation keeps four promises, and a shared contract test holds it to them:
 *
 * <ul>
 *   <li>accepting all observations in one summary gives the same bytes as splitting them in any way, summarising the
 *       parts and merging them;
 *   <li>a fresh summary is the identity of {@link #merge};
 *   <li>the order of observations and of merges does not matter;
 *   <li>writing to bytes and reading back changes nothing.
 * </ul>
 *
 * <p>Exactness is what makes results independent of partitions, restarts and instances. It rules out floating-point
 * accumulation: sums are fixed-point integers.
 *
 * @param <S> the summary's own type
 */
public interface Summary<S extends Summary<S>> {

    /** Adds everything {@code other} has seen to this summary; {@code other} is unchanged. */
    void merge(S other);

    /** A deep copy: later changes to either do not reach the other. */
    S copy();

    /** The versioned stored form; equal summaries give equal bytes. */
    byte[] toBytes();
}
