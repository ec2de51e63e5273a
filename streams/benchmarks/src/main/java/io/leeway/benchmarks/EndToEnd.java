/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.demo.DemoEvent;
import io.leeway.app.demo.DemoPlan;
import io.leeway.app.demo.DemoTraffic;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.Ports;
import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.Embedders;
import io.leeway.models.ModelIdentity;
import io.leeway.models.ModelSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * How the time of the whole path, from an event's bytes to alerts, divides between the embedding model and everything
 * else: the demo's traffic through {@link Replay} on one thread, without Kafka.
 *
 * <p>The events are played three times: with made-up vectors, to warm up and not measured; with the model, keeping its
 * vectors; and with the kept vectors. The last two do the same work except for the model, which is checked by comparing
 * what comes out. The argument is the event time to play in hours, 6 unless given; the first comparison comes after some
 * three hours.
 *
 * <pre>java -cp streams/benchmarks/target/benchmarks.jar io.leeway.benchmarks.EndToEnd [HOURS]</pre>
 */
public final class EndToEnd {

    private final LeewayConfig config = LeewayConfig.parse("no file", "", Map.of(), Map.of());
    private final List<byte[]> events;
    private final Clock clock;

    private EndToEnd(DemoPlan plan) {
        try (Stream<DemoEvent> traffic = new DemoTraffic(plan).stream()) {
            events = traffic.map(event -> event.toJson().getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
        clock = Clock.fixed(plan.end(), ZoneOffset.UTC);
    }

    /**
     * Runs it and prints the result.
     *
     * @throws IllegalArgumentException if the argument is not a positive whole number
     */
    public static void main(String[] arguments) {
        long hours = arguments.length == 0 ? DemoPlan.DEFAULTS.length().toHours() : Long.parseLong(arguments[0]);
        System.out.println(measure(Duration.ofHours(hours)));
    }

    /** Plays the first so much of the demo's traffic, each way. */
    static Result measure(Duration length) {
        DemoPlan demo = DemoPlan.DEFAULTS;
        EndToEnd benchmark = new EndToEnd(
                new DemoPlan(demo.start(), length, demo.changeAfter(), demo.meanGap(), demo.driftShare(), demo.seed()));
        Map<String, float[]> kept = new HashMap<>();
        Map<String, Integer> counted = new HashMap<>();
        try (Embedder model = Embedders.open(ModelSpec.minilm());
                EmbedderSession session = model.newSession()) {
            ModelIdentity identity = model.identity();
            // warms up: what this pass takes is not reported
            var unused = benchmark.play(
                    identity, text -> SyntheticEvents.unitVector(new Random(text.hashCode())), String::length);
            // also when the text came before: a service does not remember texts
            Pass withModel = benchmark.play(
                    identity,
                    text -> {
                        float[] vector = session.embed(text);
                        kept.put(text, vector);
                        return vector;
                    },
                    text -> {
                        int tokens = session.tokens(text);
                        counted.put(text, tokens);
                        return tokens;
                    });
            Pass withoutModel = benchmark.play(identity, kept::get, counted::get);
            return new Result(benchmark.events.size(), withModel, withoutModel);
        }
    }

    private Pass play(ModelIdentity identity, Function<String, float[]> vectors, ToIntFunction<String> tokens) {
        List<Outcome> outcomes = new ArrayList<>();
        Ports ports = new Ports(
                new FunctionEmbedder(identity, vectors, tokens),
                clock,
                Set.of(),
                (source, reader) -> Long.MAX_VALUE,
                new LeewayMetrics(new SimpleMeterRegistry()));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long wallStart = System.nanoTime();
        long cpuStart = threads.getCurrentThreadCpuTime();
        try (Replay replay = new Replay(config, ports, outcomes::add)) {
            events.forEach(replay::accept);
            replay.end();
        }
        long cpu = threads.getCurrentThreadCpuTime() - cpuStart;
        return new Pass(System.nanoTime() - wallStart, cpu, outcomes);
    }

    /**
     * One time through all events.
     *
     * @param wallNanos time that passed
     * @param cpuNanos processor time of the one thread, which other work on the machine disturbs less
     * @param outcomes what came out
     */
    record Pass(long wallNanos, long cpuNanos, List<Outcome> outcomes) {

        long count(Class<? extends Outcome> kind) {
            return outcomes.stream().filter(kind::isInstance).count();
        }

        private String row(String name, int events) {
            return String.format(
                    Locale.ROOT,
                    "%-18s %8.1f s %8.1f s %10.0f%n",
                    name,
                    wallNanos / 1e9,
                    cpuNanos / 1e9,
                    events / (cpuNanos / 1e9));
        }
    }

    /**
     * The same events with and without the model.
     *
     * @param events how many
     * @param withModel through the model
     * @param withoutModel with the vectors that the model gave
     */
    record Result(int events, Pass withModel, Pass withoutModel) {

        /** Checks that both passes came to the same outcomes, without which their times do not compare. */
        Result {
            if (!withModel.outcomes().equals(withoutModel.outcomes())) {
                throw new IllegalStateException("the same vectors led to other outcomes");
            }
        }

        /** Share of the processor time that is the model's, from 0 to 1. */
        double shareOfModel() {
            return 1 - (double) withoutModel.cpuNanos() / withModel.cpuNanos();
        }

        @Override
        public String toString() {
            return events + " events, " + withModel.count(Outcome.Pane.class) + " panes, "
                    + withModel.count(Outcome.Alert.class) + " alert transitions, one thread\n"
                    + String.format("%-18s %10s %10s %10s%n", "", "wall", "CPU", "events/CPU s")
                    + withModel.row("with the model", events)
                    + withoutModel.row("vectors given", events)
                    + String.format(Locale.ROOT, "share of the model: %.1f %% of CPU time%n", 100 * shareOfModel());
        }
    }
}
