/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.bridge.Bridge;
import io.leeway.app.bridge.BridgeHttp;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.http.HttpListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge}: alerts to Alertmanager, Slack and webhooks. */
@Command(
        name = "bridge",
        description = "Forwards alerts to the targets of the configuration until it is stopped.",
        mixinStandardHelpOptions = true)
final class BridgeCommand implements Callable<Integer> {

    @Mixin
    private BrokerOption broker;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (StopSignal signal = StopSignal.install()) {
            return forward(broker.load());
        }
    }

    private int forward(LeewayConfig config) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Bridge bridge = Bridge.start(config, registry);
                HttpListener http = BridgeHttp.start(config, bridge, registry)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Leeway forwards " + config.topics().alerts() + " to "
                    + config.bridge().targets().size() + " targets, health and metrics on " + http.address()
                    + "; stop it with Ctrl-C");
            out.flush();
            bridge.awaitFailure();
            return Exit.FAILED;
        } catch (InterruptedException e) {
            // Asked to stop: leave through the closing of the bridge.
            return Exit.OK;
        }
    }
}
