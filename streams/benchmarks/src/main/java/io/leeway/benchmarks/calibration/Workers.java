/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Runs independent streams on all processors; results come in the order of the streams, whoever was first. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;

    Workers(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /**
     * Applies {@code work} to the seeds {@code first} … {@code first + streams − 1}.
     *
     * @throws IllegalStateException if the work on a stream failed, naming its seed
     */
    <R> List<R> map(long first, int streams, LongFunction<R> work) {
        List<Future<R>> futures = LongStream.range(first, first + streams)
                .mapToObj(seed -> threads.submit(() -> work.apply(seed)))
                .toList();
        List<R> results = new ArrayList<>(streams);
        for (int i = 0; i < streams; i++) {
            try {
                results.add(futures.get(i).get());
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IllegalStateException("the stream with seed " + (first + i) + " failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the stream with seed " + (first + i), e);
            }
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
