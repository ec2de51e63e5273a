/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leeway.app.ingest.BadEventException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySchemasTest {

    private static final UUID GUID = UUID.fromString("12345678-9abc-4def-8123-456789abcdef");
    private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure = 503;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldFetchASchemaOnce() {
        answers.put("/schemas/ids/7", INT);
        answers.put("/schemas/guids/" + GUID, "{\"schemaType\":\"AVRO\",\"schema\":\"\\\"long\\\"\"}");
        RegistrySchemas schemas = schemas();

        for (int i = 0; i < 3; i++) {
            assertThat(schemas.get(SchemaId.of(7)).getType()).isEqualTo(Schema.Type.INT);
            assertThat(schemas.get(SchemaId.of(GUID)).getType()).isEqualTo(Schema.Type.LONG);
            nanos.addAndGet(Duration.ofDays(30).toNanos());
        }
        assertThat(asked).containsExactly("/schemas/ids/7", "/schemas/guids/" + GUID);
    }

    @Test
    void shouldResolveReferencesBeforeWhatRefersToThem() {
        answers.put(
                "/schemas/ids/7",
                "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"x.B\\\"}\",\"references\":"
                        + "[{\"name\":\"x.B\",\"subject\":\"b/b c\",\"version\":2},{\"name\":\"x.A\",\"subject\":\"a\",\"version\":1}]}");
        answers.put(
                "/subjects/b%2Fb%20c/versions/2",
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"x.B\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"x.A\\\"}]}\","
                        + "\"references\":[{\"name\":\"x.A\",\"subject\":\"a\",\"version\":1}]}");
        answers.put(
                "/subjects/a/versions/1",
                "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"x.A\\\",\\\"symbols\\\":[\\\"S\\\"]}\"}");

        Schema schema = schemas().get(SchemaId.of(7));

        assertThat(schema.getElementType().getField("a").schema().getEnumSymbols())
                .containsExactly("S");
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldRememberForAWhileThatThereIsNone() {
        RegistrySchemas schemas = schemas();

        for (int i = 0; i < 3; i++) {
            assertThat(refusal(() -> schemas.get(SchemaId.of(7))).reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
        }
        assertThat(asked).hasSize(1);
        answers.put("/schemas/ids/7", INT);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(schemas.get(SchemaId.of(7)).getType()).isEqualTo(Schema.Type.INT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schema\":\"nonsense\"}",
                "{}"
            })
    void shouldRefuseWhatIsNotAvro(String answer) {
        answers.put("/schemas/ids/7", answer);

        assertThat(refusal(() -> schemas().get(SchemaId.of(7))).reason()).isEqualTo(Reason.UNSUPPORTED_SCHEMA);
    }

    @Test
    void shouldRefuseASchemaThatIsTooLarge() {
        answers.put("/schemas/ids/7", "{\"schema\":\"" + " ".repeat(RegistryClient.LONGEST) + "\"}");

        assertThat(refusal(() -> schemas().get(SchemaId.of(7)))).hasMessageContaining("too large");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 401, 403, 429, 301})
    void shouldTryAgainAndThenStopTheThread(int status) {
        answers.put("/schemas/ids/7", INT);
        failure = status;
        failures.set(2);
        assertThat(schemas().get(SchemaId.of(7)).getType()).isEqualTo(Schema.Type.INT);
        assertThat(asked).hasSize(3);

        failures.set(Integer.MAX_VALUE);
        long before = nanos.get();
        assertThatThrownBy(() -> schemas().get(SchemaId.of(7)))
                .isInstanceOf(RegistryUnavailableException.class)
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("answers " + status);
        assertThat(Duration.ofNanos(nanos.get() - before)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Test
    void shouldNotTakeAPageOfAProxyForAnAnswer() {
        answers.put("/schemas/ids/7", "<html>");

        assertThatThrownBy(() -> schemas().get(SchemaId.of(7)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("without a JSON object");
    }

    @Test
    void shouldSayThatARegistryIsNotThere() {
        server.stop(0);

        assertThatThrownBy(() -> schemas().get(SchemaId.of(7)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void shouldShowTheCredentialsThatAreInTheFileNow(@TempDir Path folder) throws IOException {
        answers.put("/schemas/ids/7", INT);
        answers.put("/schemas/ids/8", INT);
        Path basic = Files.writeString(folder.resolve("basic"), "me:secret\n");
        Path token = Files.writeString(folder.resolve("token"), "t1\n");
        RegistrySchemas bearer = schemas(new RegistryCredentials(Optional.empty(), Optional.of(token)));

        schemas(new RegistryCredentials(Optional.of(basic), Optional.empty())).get(SchemaId.of(7));
        bearer.get(SchemaId.of(7));
        Files.writeString(token, "t2");
        bearer.get(SchemaId.of(8));

        assertThat(authorizations).containsExactly("Basic bWU6c2VjcmV0", "Bearer t1", "Bearer t2");
    }

    private RegistrySchemas schemas() {
        return schemas(new RegistryCredentials(Optional.empty(), Optional.empty()));
    }

    private RegistrySchemas schemas(RegistryCredentials credentials) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Patience patience = new Patience(Duration.ofSeconds(20), Duration.ofMillis(200), nanos::get, nanos::addAndGet);
        return new RegistrySchemas(new RegistryClient(url, credentials, Duration.ofSeconds(10), patience), nanos::get);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(path);
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .ifPresent(authorizations::add);
        String answer = answers.get(path);
        int status = answer == null ? 404 : 200;
        if (failures.getAndDecrement() > 0) {
            status = failure;
        }
        byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
