/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.app.config.BridgeSettings;
import io.leeway.app.http.BodyBeginning;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One target over HTTP. Posts once and says what came of it; nothing here repeats, and no redirect is followed, since what
 * is posted, and the token with it, is for the configured place only.
 */
final class Endpoint {

    /** Bad request, too large, unprocessable: the next alert may fare better. */
    private static final Set<Integer> ABOUT_THE_ALERT = Set.of(400, 413, 422);

    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int SHOWN = 200;
    private static final int LONGEST_ANSWER = 16 * 1024;

    private final BridgeSettings.Target target;
    private final String path;
    private final Duration timeout;
    private final Clock clock;
    private final HttpClient client;

    Endpoint(BridgeSettings.Target target, String path, Duration timeout, Clock clock, HttpClient client) {
        this.target = target;
        this.path = path;
        this.timeout = timeout;
        this.clock = clock;
        this.client = client;
    }

    /** A client as endpoints need it; one serves all. */
    static HttpClient client(Duration timeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Whether everything is there to make a request.
     *
     * @throws IOException if a file with a secret is missing or not as it must be
     */
    void check() throws IOException {
        request(new Payload("text/plain", new byte[0], Map.of()), new ArrayList<>());
    }

    Answer post(Payload payload) throws InterruptedException {
        List<String> secrets = new ArrayList<>();
        HttpRequest request;
        try {
            request = request(payload, secrets);
        } catch (IOException e) {
            return new Answer.Unavailable(e.getMessage());
        }
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                request,
                any -> BodySubscribers.mapping(
                        new BodyBeginning(LONGEST_ANSWER), bytes -> new String(bytes, StandardCharsets.UTF_8)));
        try {
            return answer(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS), secrets);
        } catch (TimeoutException e) {
            response.cancel(true);
            return new Answer.Unavailable("no answer within " + timeout);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (!(cause instanceof IOException)) {
                throw new IllegalStateException("posting failed in a way no network does", cause);
            }
            String said = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            return new Answer.Unavailable(hidden(cause.getClass().getSimpleName() + said, secrets));
        } catch (InterruptedException e) {
            response.cancel(true);
            throw e;
        }
    }

    private HttpRequest request(Payload payload, List<String> secrets) throws IOException {
        URI url = url(secrets);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(timeout)
                    .header("Content-Type", payload.contentType())
                    .header("User-Agent", "leeway")
                    .POST(BodyPublishers.ofByteArray(payload.body()));
            payload.headers().forEach(request::header);
            if (target.tokenFile().isPresent()) {
                String token = SecretFile.read(target.tokenFile().get());
                secrets.add(token);
                request.header("Authorization", "Bearer " + token);
            }
            if (target.signingKeyFile().isPresent()) {
                String key = SecretFile.read(target.signingKeyFile().get());
                secrets.add(key);
                request.header(
                        Signature.HEADER,
                        Signature.of(
                                key.getBytes(StandardCharsets.UTF_8),
                                clock.instant().getEpochSecond(),
                                payload.body()));
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            // Without it as the cause: it quotes what it does not like, which may be the token.
            throw new IOException("the URL or the token has characters that cannot be sent");
        }
    }

    private URI url(List<String> secrets) throws IOException {
        if (target.urlFile().isEmpty()) {
            return withPath(target.url().orElseThrow());
        }
        String text = SecretFile.read(target.urlFile().get());
        secrets.add(text);
        Optional<URI> url = BridgeSettings.url(text);
        if (url.isEmpty()) {
            throw new IOException(target.urlFile().get() + " does not hold an http or https URL");
        }
        if (url.get().getRawPath() != null && url.get().getRawPath().length() > 1) {
            secrets.add(url.get().getRawPath());
        }
        return withPath(url.get());
    }

    private URI withPath(URI url) {
        String text = url.toString();
        return path.isEmpty() ? url : URI.create(text.replaceFirst("/*(\\?.*)?$", "") + path);
    }

    private Answer answer(HttpResponse<String> response, List<String> secrets) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Accepted();
        }
        String reason = "status " + status + said(hidden(response.body(), secrets));
        if (status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR) {
            Optional<Duration> wish = response.headers()
                    .firstValue("Retry-After")
                    .flatMap(header -> Backoff.retryAfter(header, clock.instant()));
            return new Answer.Unavailable(reason, wish);
        }
        return ABOUT_THE_ALERT.contains(status) ? new Answer.Refused(reason) : new Answer.Misconfigured(reason);
    }

    private static String said(String body) {
        String line =
                body.replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e]", "?").strip();
        return line.isEmpty() ? "" : ": " + Words.cut(line, SHOWN);
    }

    private static String hidden(String text, List<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, "[hidden]");
        }
        return shown;
    }
}
