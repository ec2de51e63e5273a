/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.config.Effective;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.http.HttpListener;
import io.leeway.app.http.ServiceHttp;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayService;
import io.leeway.app.service.ServiceException;
import io.leeway.models.Embedder;
import io.leeway.models.Embedders;
import io.leeway.models.ModelSpec;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the service. */
@Command(name = "run", description = "Runs the service until it is stopped.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Option(names = "--embedded", description = "also runs Kafka itself, in this process, on the loopback interface")
    private boolean embedded;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "with --embedded: folder for Kafka's data and the service's state (default: ~/.leeway/embedded)")
    private Path data;

    @Option(
            names = "--input-partitions",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "with --embedded: partitions of input topics that do not exist yet (default: ${DEFAULT-VALUE})")
    private int inputPartitions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (StopSignal signal = StopSignal.install()) {
            return run();
        }
    }

    private int run() throws IOException {
        if (!embedded) {
            ConfigSource source = config.source(Map.of());
            Effective loaded = source.load();
            if (!loaded.config().kafka().containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
                throw new ServiceException(
                        "kafka.bootstrap.servers is not configured; name your Kafka there, or try --embedded");
            }
            return serve(loaded, source);
        }
        try (EmbeddedRun kafka = EmbeddedRun.start(data == null ? EmbeddedRun.defaultData() : data)) {
            ConfigSource source = config.source(kafka.overrides());
            Effective loaded = source.load();
            kafka.createInputs(loaded.config(), inputPartitions);
            spec.commandLine().getOut().println("Kafka listens on " + kafka.bootstrapServers());
            return serve(loaded, source);
        }
    }

    private int serve(Effective started, ConfigSource source) {
        LeewayConfig loaded = started.config();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Embedder embedder = open(loaded);
                LeewayService service =
                        LeewayService.start(started, Optional.of(source), embedder, new LeewayMetrics(registry));
                HttpListener http = ServiceHttp.start(loaded, service, registry)) {
            service.metrics().bindTo(registry);
            spec.commandLine()
                    .getOut()
                    .println("Leeway runs as " + loaded.applicationId() + ", configuration " + loaded.configVersion()
                            + ", health and metrics on " + http.address() + "; stop it with Ctrl-C");
            spec.commandLine().getOut().flush();
            return service.awaitStop() ? Exit.FAILED : Exit.OK;
        } catch (InterruptedException e) {
            // Asked to stop: leave through the closing of the service.
            return Exit.OK;
        }
    }

    static Embedder open(LeewayConfig config) {
        return Embedders.open(
                new ModelSpec(config.model().name(), config.model().maxTokens()));
    }
}
