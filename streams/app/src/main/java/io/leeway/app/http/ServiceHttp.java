/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.http;

import static io.leeway.app.http.HttpListener.health;
import static io.leeway.app.http.HttpListener.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.live.Announced;
import io.leeway.app.service.LeewayService;
import io.leeway.app.service.ServiceException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Health, status and metrics of the service over HTTP; read-only, and on the loopback interface unless configured otherwise.
 *
 * <p>Live: not failed and not stopped; a rebalance is alive. Ready: processing.
 */
public final class ServiceHttp {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ServiceHttp() {}

    /**
     * Starts to listen where the configuration says.
     *
     * @throws ServiceException if the address is taken
     */
    public static HttpListener start(LeewayConfig config, LeewayService service, PrometheusMeterRegistry registry) {
        return HttpListener.start(config.http().bind(), config.http().port(), "http.port", registry, javalin -> {
            javalin.routes.get(
                    "/health/live",
                    context ->
                            health(context, service.running(), service.state().name()));
            javalin.routes.get("/health/ready", context -> {
                KafkaStreams.State state = service.state();
                health(context, state == KafkaStreams.State.RUNNING, state.name());
            });
            javalin.routes.get("/status", context -> json(context, status(config, service)));
        });
    }

    private static String status(LeewayConfig config, LeewayService service) {
        ObjectNode status = MAPPER.createObjectNode()
                .put("application", config.applicationId())
                .put("configVersion", config.configVersion())
                .put("state", service.state().name());
        service.configuration().ifPresent(live -> {
            status.put("configVersion", live.now().version());
            ObjectNode configuration = status.putObject("configuration");
            configuration.set("inForce", described(live.now()));
            live.next().ifPresent(next -> configuration.set("next", described(next)));
            live.refusal().ifPresent(refusal -> {
                ObjectNode refused = configuration.putObject("refused");
                refused.put("at", refusal.at().toString());
                refusal.reasons().forEach(refused.withArray("reasons")::add);
            });
        });
        return status.toString();
    }

    private static ObjectNode described(Announced announced) {
        return MAPPER.createObjectNode()
                .put("version", announced.version())
                .put(
                        "effectiveFrom",
                        announced.from() == Announced.ALWAYS
                                ? null
                                : Instant.ofEpochMilli(announced.from()).toString())
                .put("announcedAt", announced.at().toString())
                .put("announcedBy", announced.by());
    }
}
