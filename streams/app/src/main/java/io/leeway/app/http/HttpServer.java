/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.app.service.ServiceException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Health, status and metrics over HTTP; read-only, and on the loopback interface unless configured otherwise.
 *
 * <p>Live: not failed and not stopped; a rebalance is alive. Ready: processing. Metrics are in the Prometheus text format.
 */
public final class HttpServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Javalin server;
    private final String bind;

    private HttpServer(Javalin server, String bind) {
        this.server = server;
        this.bind = bind;
    }

    /**
     * Starts to listen where the configuration says.
     *
     * @throws ServiceException if the address is taken
     */
    public static HttpServer start(LeewayConfig config, LeewayService service, PrometheusMeterRegistry registry) {
        Javalin server = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.routes.get("/health/live", context -> health(context, service.running(), service.state()));
            javalin.routes.get(
                    "/health/ready",
                    context -> health(context, service.state() == KafkaStreams.State.RUNNING, service.state()));
            javalin.routes.get("/status", context -> context.contentType("application/json")
                    .result(status(config, service.state())));
            javalin.routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4")
                    .result(registry.scrape()));
        });
        String bind = config.http().bind();
        try {
            server.start(bind, config.http().port());
        } catch (RuntimeException e) {
            server.stop();
            throw new ServiceException(
                    "cannot listen on " + bind + ":" + config.http().port() + ": " + e.getMessage()
                            + "; choose another http.port, or 0 for any free one",
                    e);
        }
        return new HttpServer(server, bind);
    }

    private static void health(Context context, boolean healthy, KafkaStreams.State state) {
        context.status(healthy ? OK : UNAVAILABLE).contentType("text/plain").result(state.name());
    }

    private static String status(LeewayConfig config, KafkaStreams.State state) {
        return MAPPER.createObjectNode()
                .put("application", config.applicationId())
                .put("configVersion", config.configVersion())
                .put("state", state.name())
                .toString();
    }

    /** Where it listens. */
    public String address() {
        return "http://" + bind + ":" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
