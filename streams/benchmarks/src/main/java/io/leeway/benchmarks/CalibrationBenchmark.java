/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The null distribution of a text reference in {@value FeatureMapId#STANDARD_FEATURES} dimensions, once per reference
 * taken: with 576 entries, the most a monitor keeps of one, and with 800. The latter are cheaper, because they are
 * gathered in fewer blocks (200 and not 288), and it is the number of blocks that counts.
 *
 * <pre>java -jar streams/benchmarks/target/benchmarks.jar Calibration</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CalibrationBenchmark {

    private static final int EVENTS_PER_ENTRY = 20;

    @Param({"576", "800"})
    int entries;

    private double[][] sums;
    private double[] counts;

    /** Sums the features of the reference's events. */
    @Setup
    public void collect() {
        SyntheticEvents events = new SyntheticEvents(EventShape.TEXT);
        KernelFeatureMap map = SyntheticEvents.map();
        sums = new double[entries][FeatureMapId.STANDARD_FEATURES];
        counts = new double[entries];
        for (int i = 0; i < entries; i++) {
            counts[i] = EVENTS_PER_ENTRY;
            for (int event = 0; event < EVENTS_PER_ENTRY; event++) {
                double[] features = map.apply(events.vector());
                for (int k = 0; k < features.length; k++) {
                    sums[i][k] += features[k];
                }
            }
        }
    }

    /** One reference. */
    @Benchmark
    public BlockNull blockNull() {
        return BlockNull.of(sums, counts);
    }
}
