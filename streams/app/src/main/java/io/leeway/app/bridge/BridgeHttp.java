/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.Javalin;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.ServiceException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Health, status and metrics of the bridge. Live while every target is worked for: a target that is down is no fault of
 * the bridge, and restarting would not help.
 */
public final class BridgeHttp implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Javalin server;
    private final String bind;

    private BridgeHttp(Javalin server, String bind) {
        this.server = server;
        this.bind = bind;
    }

    /**
     * Starts to listen where the configuration says.
     *
     * @throws ServiceException if the address is taken
     */
    public static BridgeHttp start(LeewayConfig config, Bridge bridge, PrometheusMeterRegistry registry) {
        Javalin server = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.routes.get("/health/live", context -> context.status(bridge.running() ? OK : UNAVAILABLE)
                    .contentType("text/plain")
                    .result(bridge.running() ? "RUNNING" : "STOPPED"));
            javalin.routes.get("/status", context -> context.contentType("application/json")
                    .result(status(bridge)));
            javalin.routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4")
                    .result(registry.scrape()));
        });
        String bind = config.http().bind();
        int port = config.bridge().port();
        try {
            server.start(bind, port);
        } catch (RuntimeException e) {
            server.stop();
            throw new ServiceException(
                    "cannot listen on " + bind + ":" + port + ": " + e.getMessage()
                            + "; choose another bridge.port, or 0 for any free one",
                    e);
        }
        return new BridgeHttp(server, bind);
    }

    private static String status(Bridge bridge) {
        ArrayNode targets = MAPPER.createArrayNode();
        bridge.status().forEach(target -> targets.addObject()
                .put("name", target.name())
                .put("type", target.kind())
                .put("state", target.state())
                .put("failures", target.failures()));
        return MAPPER.createObjectNode().set("targets", targets).toString();
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
