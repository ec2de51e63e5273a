/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.bridge.FakeEndpoint.Reply;
import io.leeway.app.config.BridgeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Payload PAYLOAD = new Payload("text/plain", "hello".getBytes(UTF_8), Map.of("X-A", "b"));
    private static final String TOKEN = "s3cr3t-t0ken";

    @TempDir
    Path directory;

    private FakeEndpoint server;

    @BeforeEach
    void serve() throws IOException {
        server = FakeEndpoint.up();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Endpoint endpoint(Optional<Path> urlFile, Optional<Path> token, Optional<Path> key, String path) {
        Optional<URI> url = urlFile.isPresent() ? Optional.empty() : Optional.of(URI.create(server.url() + "/in/?a=b"));
        return new Endpoint(
                new BridgeSettings.Target("pager", BridgeSettings.Kind.WEBHOOK, url, urlFile, token, key),
                path,
                TIMEOUT,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Endpoint.client(TIMEOUT));
    }

    private Endpoint plain() {
        return endpoint(Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void shouldPostWithTokenAndSignature() throws Exception {
        Endpoint endpoint = endpoint(
                Optional.empty(), Optional.of(file("token", TOKEN + "\n")), Optional.of(file("key", " k\n")), "");

        assertThat(endpoint.post(PAYLOAD)).isEqualTo(new Answer.Accepted());
        FakeEndpoint.Request request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/in/?a=b");
        assertThat(request.body()).isEqualTo(PAYLOAD.body());
        assertThat(request.headers())
                .containsEntry("Content-Type", "text/plain")
                .containsEntry("X-A", "b")
                .containsEntry("Authorization", "Bearer " + TOKEN)
                .containsEntry(
                        Signature.HEADER, Signature.of("k".getBytes(UTF_8), NOW.getEpochSecond(), PAYLOAD.body()));
    }

    @Test
    void shouldSendNeitherTokenNorSignatureUnlessConfigured() throws Exception {
        plain().post(PAYLOAD);

        assertThat(server.requests().get(0).headers()).doesNotContainKeys("Authorization", Signature.HEADER);
    }

    @Test
    void shouldPutThePathBelowTheUrl() throws Exception {
        Path url = file("url", server.url() + "/am/\n");

        endpoint(Optional.of(url), Optional.empty(), Optional.empty(), "/api/v2/alerts")
                .post(PAYLOAD);

        assertThat(server.requests().get(0).path()).isEqualTo("/am/api/v2/alerts");
    }

    @Test
    void shouldReadSecretsAnewEachTime() throws Exception {
        Path token = file("token", "first");
        Endpoint endpoint = endpoint(Optional.empty(), Optional.of(token), Optional.empty(), "");

        endpoint.post(PAYLOAD);
        file("token", "second");
        endpoint.post(PAYLOAD);

        assertThat(server.requests().get(1).headers()).containsEntry("Authorization", "Bearer second");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void shouldTakeAnAnswerAboutTheAlertForOne(int status) throws Exception {
        server.reply(Reply.status(status));

        assertThat(plain().post(PAYLOAD)).isEqualTo(new Answer.Refused("status " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 405, 407, 409, 410, 411, 415, 301, 302, 307, 308})
    void shouldTakeAnyOtherDefinitiveAnswerForOneAboutTheTarget(int status) throws Exception {
        server.reply(Reply.status(status, "Location", server.url() + "/elsewhere"));

        assertThat(plain().post(PAYLOAD)).isEqualTo(new Answer.Misconfigured("status " + status));
        assertThat(server.requests()).as("no redirect is followed").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void shouldCallWhatMayWorkLaterUnavailable(int status) throws Exception {
        server.reply(Reply.status(status, "Retry-After", "7"));

        assertThat(plain().post(PAYLOAD))
                .isEqualTo(new Answer.Unavailable("status " + status, Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void shouldNotWaitForASilentEndpoint() throws Exception {
        server.reply(Reply.never(), Reply.halfOf(200, "ok"));

        assertThat(plain().post(PAYLOAD)).isInstanceOf(Answer.Unavailable.class);
        assertThat(plain().post(PAYLOAD)).as("an answer without an end").isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void shouldBeUnavailableWhenNobodyListens() throws Exception {
        try (FakeEndpoint down = FakeEndpoint.down()) {
            Path url = file("url", down.url());

            assertThat(endpoint(Optional.of(url), Optional.empty(), Optional.empty(), "")
                            .post(PAYLOAD))
                    .isEqualTo(new Answer.Unavailable("ConnectException"));
        }
    }

    @Test
    void shouldQuoteTheAnswerWithoutSecrets() throws Exception {
        Path url = file("url", server.url() + "/hook/T0/abc");
        server.reply(Reply.saying(
                400,
                "bad token " + TOKEN + "\nat " + server.url() + "/hook/T0/abc (/hook/T0/abc) " + "x".repeat(9999)));

        Answer answer = endpoint(Optional.of(url), Optional.of(file("token", TOKEN)), Optional.empty(), "")
                .post(PAYLOAD);

        assertThat(((Answer.Refused) answer).reason())
                .startsWith("status 400: bad token [hidden] at [hidden] ([hidden]) xxx")
                .hasSizeLessThan(230);
    }

    @Test
    void shouldReadNoMoreThanTheBeginningOfALongAnswer() throws Exception {
        server.reply(Reply.halfOf(400, "x".repeat(100_000)));

        assertThat(plain().post(PAYLOAD)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void shouldNameTheFileAndNotItsContentWhenASecretCannotBeUsed() throws Exception {
        Path bad = file("url", "ftp://user:" + TOKEN + "@host");
        Path broken = file("token", "a\u0000" + TOKEN);

        assertThatThrownBy(() -> endpoint(Optional.of(bad), Optional.empty(), Optional.empty(), "")
                        .check())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(bad.toString())
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> endpoint(Optional.empty(), Optional.of(broken), Optional.empty(), "")
                        .check())
                .hasMessageNotContaining(TOKEN)
                .hasNoCause();
        assertThat(endpoint(Optional.of(directory.resolve("none")), Optional.empty(), Optional.empty(), "")
                        .post(PAYLOAD))
                .isEqualTo(new Answer.Unavailable(directory.resolve("none") + " cannot be read (NoSuchFileException)"));
    }
}
