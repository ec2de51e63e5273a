/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import static io.leeway.app.http.HttpListener.health;
import static io.leeway.app.http.HttpListener.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.http.HttpListener;
import io.leeway.app.service.ServiceException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Health, status and metrics of the bridge. Live while every target is worked for: a target that is down is no fault of
 * the bridge, and restarting would not help.
 */
public final class BridgeHttp {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BridgeHttp() {}

    /**
     * Starts to listen where the configuration says.
     *
     * @throws ServiceException if the address is taken
     */
    public static HttpListener start(LeewayConfig config, Bridge bridge, PrometheusMeterRegistry registry) {
        return HttpListener.start(config.http().bind(), config.bridge().port(), "bridge.port", registry, javalin -> {
            javalin.routes.get("/health/live", context -> {
                boolean running = bridge.running();
                health(context, running, running ? "RUNNING" : "STOPPED");
            });
            javalin.routes.get("/status", context -> json(context, status(bridge)));
        });
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
}
