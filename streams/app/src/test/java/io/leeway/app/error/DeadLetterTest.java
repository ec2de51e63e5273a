/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.service.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest {

    private static final byte[] CONTENT = "my-secret-4711".getBytes(StandardCharsets.UTF_8);
    private static final DeadLetter LETTER =
            new DeadLetter("agent-inputs", 3, 42, 1_767_225_600_000L, "UNPARSABLE", "not JSON", CONTENT);

    @Test
    void shouldSayWhereAndWhyButNotWhat() throws IOException {
        ProducerRecord<byte[], byte[]> record = LETTER.toRecord("dead", ContentHash.unsalted(), false);

        assertThat(record.topic()).isEqualTo("dead");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("agent-inputs-3-42");
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("my-secret");
        JsonNode json = new ObjectMapper().readTree(record.value());
        assertThat(json.path("topic").asText()).isEqualTo("agent-inputs");
        assertThat(json.path("partition").asInt()).isEqualTo(3);
        assertThat(json.path("offset").asLong()).isEqualTo(42);
        assertThat(json.path("timestamp").asLong()).isEqualTo(1_767_225_600_000L);
        assertThat(json.path("reason").asText()).isEqualTo("UNPARSABLE");
        assertThat(json.path("message").asText()).isEqualTo("not JSON");
        assertThat(json.path("contentLength").asInt()).isEqualTo(CONTENT.length);
        assertThat(json.path("contentHash").asText()).isEqualTo("sha256:" + EventDecoder.digest(CONTENT));
        assertThat(json.has("value")).isFalse();
    }

    @Test
    void shouldCarryTheContentWhenToldTo() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(LETTER.toRecord("dead", ContentHash.unsalted(), true).value());

        assertThat(json.path("value").asText()).isEqualTo(Base64.getEncoder().encodeToString(CONTENT));
    }

    @Test
    void shouldManageWithoutAContent() throws IOException {
        DeadLetter empty = new DeadLetter("agent-inputs", 0, 0, 0, "UNPARSABLE", "no value", null);

        JsonNode json = new ObjectMapper()
                .readTree(empty.toRecord("dead", ContentHash.unsalted(), true).value());

        assertThat(json.has("contentHash")).isFalse();
        assertThat(json.has("value")).isFalse();
    }

    @Test
    void shouldSaltTheHash(@TempDir Path folder) throws IOException {
        Path salt = Files.writeString(folder.resolve("salt"), "pepper");
        Path other = Files.writeString(folder.resolve("other"), "paprika");

        String salted = ContentHash.of(Optional.of(salt)).of(CONTENT);

        assertThat(salted)
                .startsWith("hmac-sha256:")
                .hasSize("hmac-sha256:".length() + 64)
                .isEqualTo(ContentHash.of(Optional.of(salt)).of(CONTENT))
                .isNotEqualTo(ContentHash.of(Optional.of(other)).of(CONTENT))
                .doesNotContain(EventDecoder.digest(CONTENT));
        assertThat(ContentHash.of(Optional.empty()).of(CONTENT))
                .isEqualTo(ContentHash.unsalted().of(CONTENT));
    }

    @Test
    void shouldNotStartWithoutTheSaltItWasPromised(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> ContentHash.of(Optional.of(empty)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("hash-salt-file")
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> ContentHash.of(Optional.of(missing)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void shouldQuoteOnlyMessagesThatStagesWrote() {
        BadEventException bad = new BadEventException(Reason.INVALID_EVENT, "agentId is required");
        RuntimeException unforeseen = new IllegalStateException("text was my-secret-4711");

        assertThat(DeadLetter.reasonOf(bad)).isEqualTo("INVALID_EVENT");
        assertThat(DeadLetter.messageOf(bad)).isEqualTo("agentId is required");
        assertThat(DeadLetter.reasonOf(unforeseen)).isEqualTo("UNEXPECTED");
        assertThat(DeadLetter.messageOf(unforeseen)).isEqualTo("java.lang.IllegalStateException");
    }
}
