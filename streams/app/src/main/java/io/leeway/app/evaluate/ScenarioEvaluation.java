/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.Ports;
import io.leeway.stats.map.FeatureMapId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs recorded streams: all texts are embedded first, then the streams are evaluated side by side. */
public final class ScenarioEvaluation {

    private static final double NANOS = 1e9;

    private final LeewayConfig config;
    private final Ports ports;
    private final Path cache;
    private final int threads;

    /**
     * An evaluation.
     *
     * @param config the configuration; its defaults hold for all streams, its patterns of agents for none
     * @param ports the model; the rest is not used
     * @param cache folder of the vectors that are kept from one run to the next
     * @param threads how many threads to use, at least 1
     */
    public ScenarioEvaluation(LeewayConfig config, Ports ports, Path cache, int threads) {
        this.config = config;
        this.ports = ports;
        this.cache = cache;
        this.threads = threads;
    }

    /**
     * Runs the streams.
     *
     * @throws ScenarioException if a stream is not what its index says
     * @throws IOException if a stream cannot be read, or the cache not be used
     */
    public EvaluationResult run(List<Scenario> scenarios, Progress progress) throws IOException {
        long started = System.nanoTime();
        VectorCache vectors = VectorCache.open(cache, ports.embedder().identity());
        EmbeddingPass.Result pass = EmbeddingPass.run(scenarios, ports.embedder(), vectors, threads, progress);
        long embedded = System.nanoTime();
        CachedEmbedder embedder = new CachedEmbedder(ports.embedder(), vectors);
        FeatureMapId featureMap = ports.featureMap();
        AtomicInteger done = new AtomicInteger();
        List<StreamResult> streams = Parallel.run(
                scenarios.stream()
                        .map(scenario -> (Callable<StreamResult>) () -> {
                            StreamResult result =
                                    new StreamRun(scenario, config.defaults(), embedder, featureMap).call();
                            progress.at("evaluating", done.incrementAndGet(), scenarios.size());
                            return result;
                        })
                        .toList(),
                threads);
        long ended = System.nanoTime();
        return new EvaluationResult(
                config.configVersion(),
                config.defaults(),
                ports.embedder().identity(),
                streams,
                new EvaluationResult.Timing(
                        pass.texts(),
                        pass.embedded(),
                        (embedded - started) / NANOS,
                        (ended - embedded) / NANOS,
                        threads));
    }
}
