/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/** Runs tasks on some threads. When fewer tasks than threads are left, parts of them may run on the threads that are free. */
public final class Parallel {

    private Parallel() {}

    /**
     * The results in the order of the tasks. The first failure, in that order, ends all.
     *
     * @throws IOException if a task failed with it
     */
    public static <T> List<T> run(List<? extends Callable<T>> tasks, int threads) throws IOException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            List<ForkJoinTask<Done<T>>> running = new ArrayList<>(tasks.size());
            tasks.forEach(task -> running.add(pool.submit(() -> Done.of(task))));
            List<T> results = new ArrayList<>(running.size());
            for (ForkJoinTask<Done<T>> task : running) {
                results.add(task.join().get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** The end of a task, whichever it is. */
    private record Done<T>(T result, Exception failure) {

        static <T> Done<T> of(Callable<T> task) {
            try {
                return new Done<>(task.call(), null);
            } catch (Exception e) {
                return new Done<>(null, e);
            }
        }

        T get() throws IOException {
            if (failure instanceof IOException unreadable) {
                throw unreadable;
            }
            if (failure instanceof RuntimeException fault) {
                throw fault;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return result;
        }
    }
}
