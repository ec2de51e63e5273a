/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.stats.map.KernelFeatureMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The feature map of one embedding, 384 to 512 dimensions, added to running sums: what every event with a text costs
 * after the model. It should allocate nothing.
 *
 * <pre>java -jar streams/benchmarks/target/benchmarks.jar FeatureMap -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FeatureMapBenchmark {

    /** A power of two; more than one, so that no branch learns its vector by heart. */
    private static final int VECTORS = 256;

    private final KernelFeatureMap map = SyntheticEvents.map();
    private final long[] sums = new long[map.id().features()];
    private final float[][] vectors = new float[VECTORS][];
    private int next;

    /** Makes the vectors. */
    public FeatureMapBenchmark() {
        SyntheticEvents events = new SyntheticEvents(EventShape.TEXT);
        for (int i = 0; i < VECTORS; i++) {
            vectors[i] = events.vector();
        }
    }

    /** One event. */
    @Benchmark
    public long[] addTo() {
        map.addTo(vectors[next++ & (VECTORS - 1)], sums);
        return sums;
    }
}
