/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.config.RegistrySettings;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The schemas of a registry. What an id means never changes there, so what was found is kept for ever; that there is none is
 * remembered for half a minute, so that a stream of unknown ids does not become a stream of requests.
 */
final class RegistrySchemas {

    private static final long UNKNOWN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int UNKNOWN_KEPT = 10_000;
    private static final int MOST_REFERENCES = 200;

    private final RegistryClient client;
    private final LongSupplier nanoTime;
    private final Map<SchemaId, Schema> found = new ConcurrentHashMap<>();
    private final Map<SchemaId, Refusal> refused = new ConcurrentHashMap<>();

    RegistrySchemas(RegistryClient client, LongSupplier nanoTime) {
        this.client = client;
        this.nanoTime = nanoTime;
    }

    static RegistrySchemas of(URI url, RegistrySettings settings) {
        RegistryCredentials credentials = new RegistryCredentials(settings.basicAuthFile(), settings.bearerTokenFile());
        return new RegistrySchemas(
                new RegistryClient(url, credentials, settings.timeout(), Patience.ofTheClock()), System::nanoTime);
    }

    /** Two threads may ask for the same schema at once, which is cheaper than having one wait for the other's other ids. */
    Schema get(SchemaId id) {
        Schema known = found.get(id);
        if (known != null) {
            return known;
        }
        Refusal refusal = refused.get(id);
        if (refusal != null && nanoTime.getAsLong() - refusal.at() < UNKNOWN_NANOS) {
            throw new BadEventException(refusal.reason(), refusal.message());
        }
        try {
            Schema schema = fetch(id);
            found.put(id, schema);
            refused.remove(id);
            return schema;
        } catch (BadEventException e) {
            if (refused.size() >= UNKNOWN_KEPT) {
                refused.clear();
            }
            refused.put(id, new Refusal(e.reason(), e.getMessage(), nanoTime.getAsLong()));
            throw e;
        }
    }

    private Schema fetch(SchemaId id) {
        Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
        return parse(id, client.get(id.path(), id), parser, new HashSet<>());
    }

    /** The schemas that a schema refers to come first: a parser knows the names it has met. */
    private Schema parse(SchemaId id, JsonNode answer, Schema.Parser parser, Set<String> met) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw unsupported(id, "is none of Avro");
        }
        for (JsonNode reference : answer.path("references")) {
            String path = "/subjects/"
                    + URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                            .replace("+", "%20")
                    + "/versions/" + reference.path("version").asInt();
            if (met.add(path)) {
                if (met.size() > MOST_REFERENCES) {
                    throw unsupported(id, "refers to more than " + MOST_REFERENCES + " others");
                }
                parse(id, client.get(path, id), parser, met);
            }
        }
        try {
            return parser.parse(answer.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw unsupported(id, "cannot be read as one of Avro");
        }
    }

    private static BadEventException unsupported(SchemaId id, String why) {
        return new BadEventException(Reason.UNSUPPORTED_SCHEMA, "the schema with " + id + " " + why);
    }

    private record Refusal(Reason reason, String message, long at) {}
}
