/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

/**
 * How far the inputs are known to have been read.
 *
 * <p>Panes of a stream are put together from several input partitions, which are read at different speeds. That one
 * partition is done with a pane does not say that another, from which nothing came yet, has nothing to add. This does.
 */
@FunctionalInterface
public interface InputFrontier {

    /**
     * A wall-clock time such that every record appended to {@code source} before it has been processed, and what came of
     * it has reached the reader.
     *
     * @param source the input partition
     * @param reader partition of the merging task that asks
     * @return epoch milliseconds; {@link Long#MIN_VALUE} while nothing is known
     */
    long processedUpTo(SourcePartition source, int reader);
}
