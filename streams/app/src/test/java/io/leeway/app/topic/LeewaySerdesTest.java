/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.AlertFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.Records;
import io.leeway.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class LeewaySerdesTest {

    private static final String TOPIC = "any";

    @Test
    void shouldWriteStreamsAsTheirText() {
        StreamKey stream = new StreamKey("grüße", "v|2");

        byte[] bytes = LeewaySerdes.STREAM_KEY.serializer().serialize(TOPIC, stream);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("grüße|v%7C2");
        assertThat(LeewaySerdes.STREAM_KEY.deserializer().deserialize(TOPIC, bytes))
                .isEqualTo(stream);
    }

    @Test
    void shouldWritePaneKeysAsTheirBytes() {
        PaneKey key = new PaneKey(new StreamKey("a", ""), -60_000, "inputs-0");

        byte[] bytes = LeewaySerdes.PANE_KEY.serializer().serialize(TOPIC, key);

        assertThat(bytes).isEqualTo(key.toBytes());
        assertThat(LeewaySerdes.PANE_KEY.deserializer().deserialize(TOPIC, bytes))
                .isEqualTo(key);
    }

    @Test
    void shouldPassNullsOn() {
        for (Serde<?> serde :
                new Serde<?>[] {LeewaySerdes.STREAM_KEY, LeewaySerdes.PANE_KEY, LeewaySerdes.alerts(AlertFormat.JSON)
                }) {
            assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
            assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
        }
    }

    @Test
    void shouldWriteRecordsInSingleObjectEncoding() {
        Serde<AuditRecord> serde = LeewaySerdes.avro(Records.AUDIT_RECORD);
        AuditRecord record = AuditRecord.newBuilder()
                .setRecordedAt(Instant.EPOCH)
                .setAgentId("a")
                .setActor("leeway")
                .setAction("open")
                .setSubject("alert text")
                .setConfigVersion("c1")
                .build();

        byte[] bytes = serde.serializer().serialize(TOPIC, record);

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(record);
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[] {1, 2, 3}))
                .isInstanceOf(UndecodableRecordException.class);
    }

    @Test
    void shouldDeclareEveryOutputTopicOnce() {
        Topics topics = Topics.of(LeewayConfig.parse("test", "topics: {alerts: my-alerts}", Map.of(), Map.of()));

        assertThat(topics.all().stream().map(Topics.Topic::name))
                .containsExactly(
                        "my-alerts",
                        "leeway.reports",
                        "leeway.panes",
                        "leeway.panes-rolled",
                        "leeway.audit",
                        "leeway.dead-letters",
                        "leeway.control",
                        "leeway.configurations");
        assertThat(topics.alerts().config()).containsEntry("cleanup.policy", "compact,delete");
        assertThat(topics.audit().config()).containsEntry("retention.ms", "-1");
        assertThat(topics.control().config())
                .as("a later command does not undo an earlier one")
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1");
        assertThat(topics.panes().config())
                .containsEntry("retention.ms", Long.toString(35L * 86_400_000))
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }
}
