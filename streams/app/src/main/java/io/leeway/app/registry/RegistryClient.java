/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leeway.app.http.BodyBeginning;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a registry, again and again for a while where it does not answer. No redirect is followed: credentials are for one place. */
final class RegistryClient {

    /** More bytes than any schema has. */
    static final int LONGEST = 4 << 20;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String base;
    private final RegistryCredentials credentials;
    private final Duration timeout;
    private final Patience patience;
    private final HttpClient http;

    RegistryClient(URI base, RegistryCredentials credentials, Duration timeout, Patience patience) {
        this.base = base.toString().replaceAll("/+$", "");
        this.credentials = credentials;
        this.timeout = timeout;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * The JSON object at a path.
     *
     * @param path begins with a slash
     * @param id the schema it is for, as messages name it
     * @throws BadEventException if the registry does not have it, or it is too large
     * @throws RegistryUnavailableException if the registry does not answer, or does not let us in
     */
    JsonNode get(String path, SchemaId id) {
        long since = patience.nanoTime().getAsLong();
        for (int failures = 1; ; failures++) {
            String failure;
            try {
                HttpResponse<byte[]> response = send(path);
                if (response.statusCode() == NOT_FOUND) {
                    throw new BadEventException(Reason.UNKNOWN_SCHEMA, "the schema registry has no schema with " + id);
                }
                if (response.body().length > LONGEST) {
                    throw new BadEventException(Reason.UNSUPPORTED_SCHEMA, "the schema with " + id + " is too large");
                }
                Optional<JsonNode> answer = answer(response);
                if (answer.isPresent()) {
                    return answer.get();
                }
                failure = "answers " + response.statusCode()
                        + (response.statusCode() == OK ? " without a JSON object" : "");
            } catch (TimeoutException e) {
                failure = "does not answer within " + timeout.toMillis() + " ms";
            } catch (IOException e) {
                failure = "cannot be reached (" + e.getClass().getSimpleName() + ")";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("was not waited for, because the service stops");
            }
            if (!pause(since, failures)) {
                throw unavailable(failure);
            }
        }
    }

    private boolean pause(long since, int failures) {
        try {
            return patience.pause(since, failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpResponse<byte[]> send(String path) throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        credentials.header().ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), response -> new BodyBeginning(LONGEST + 1));
        try {
            // The request's own timeout ends with the headers of the answer.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static Optional<JsonNode> answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != OK) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(MAPPER.readTree(response.body())).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private RegistryUnavailableException unavailable(String why) {
        return new RegistryUnavailableException("the schema registry " + base + " " + why);
    }
}
