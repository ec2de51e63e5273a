/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.leeway.app.service.ServiceException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Consumer;

/** Listens for requests about how a process stands. Metrics are in the Prometheus text format. */
public final class HttpListener implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Javalin server;
    private final String bind;

    private HttpListener(Javalin server, String bind) {
        this.server = server;
        this.bind = bind;
    }

    /**
     * Starts to listen.
     *
     * @param bind host name or address
     * @param port 0 for any free one
     * @param key the configuration's key of the port, for the message if it is taken
     * @param registry what {@code /metrics} shows
     * @param routes adds the other routes
     * @throws ServiceException if the address is taken
     */
    public static HttpListener start(
            String bind, int port, String key, PrometheusMeterRegistry registry, Consumer<JavalinConfig> routes) {
        Javalin server = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            routes.accept(javalin);
            javalin.routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4")
                    .result(registry.scrape()));
        });
        try {
            server.start(bind, port);
        } catch (RuntimeException e) {
            server.stop();
            throw new ServiceException(
                    "cannot listen on " + bind + ":" + port + ": " + e.getMessage() + "; choose another " + key
                            + ", or 0 for any free one",
                    e);
        }
        return new HttpListener(server, bind);
    }

    /** Answers a question for health, with a word for people. */
    public static void health(Context context, boolean healthy, String word) {
        context.status(healthy ? OK : UNAVAILABLE).contentType("text/plain").result(word);
    }

    /** Answers with JSON. */
    public static void json(Context context, String json) {
        context.contentType("application/json").result(json);
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
