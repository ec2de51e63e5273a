/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.Embedders;
import io.leeway.models.ModelSpec;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One text through the default model, on one core: a short message of 10 words, and one ten times as long.
 *
 * <pre>java -jar streams/benchmarks/target/benchmarks.jar Embedding</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class EmbeddingBenchmark {

    private static final String TEN_WORDS = "my card was charged twice for the order from Monday ";

    @Param({"10", "100"})
    int words;

    private Embedder embedder;
    private EmbedderSession session;
    private String text;

    /** Loads the model. */
    @Setup
    public void open() {
        embedder = Embedders.open(ModelSpec.minilm());
        session = embedder.newSession();
        text = TEN_WORDS.repeat(words / 10);
    }

    /** One text. */
    @Benchmark
    public float[] embed() {
        return session.embed(text);
    }

    /** Releases the model. */
    @TearDown
    public void close() {
        session.close();
        embedder.close();
    }
}
