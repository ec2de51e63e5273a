/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.alert.Outcome;
import io.leeway.app.service.Counters;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class PendingProcessorTest {

    private static final StreamKey STREAM = new StreamKey("support", "v2");
    private static final long NOON = Instant.parse("2026-02-01T12:00:00Z").toEpochMilli();

    private final Counters counters = new Counters();
    private final StageContext<StreamKey, Outcome> stage =
            StageContext.of(0, Stores.COMMANDS, Stores.MONITORS, Stores.OPEN_ALERTS);
    private final PendingProcessor processor = new PendingProcessor(counters.metrics());

    private static ControlCommand command(String id, Instant notBefore) {
        return ControlCommands.of(id, CommandKind.UNPIN, STREAM.agentId())
                .setCohort(STREAM.cohort())
                .setNotBefore(notBefore)
                .build();
    }

    private void give(ControlCommand command) {
        processor.process(new Record<>(STREAM, command, NOON));
    }

    private PendingCommands pending() {
        return new PendingCommands(stage.store(Stores.COMMANDS));
    }

    private List<AuditRecord> refusals() {
        return stage.sent().stream()
                .map(record -> ((Outcome.Audit) record.value()).value())
                .toList();
    }

    @Test
    void shouldKeepCommandsInTheirOrderUntilTheyAreDue() {
        processor.init(stage.context());
        stage.store(Stores.MONITORS).put(STREAM, new byte[0]);
        ControlCommand first = command("k-1", null);
        ControlCommand later = command("k-2", Instant.ofEpochMilli(NOON));
        ControlCommand third = command("k-3", null);
        give(first);
        give(later);
        give(third);

        assertThat(pending().take(STREAM, NOON)).containsExactly(first, third);
        assertThat(pending().take(STREAM, NOON)).isEmpty();
        assertThat(pending().take(new StreamKey("support", ""), NOON + 1)).isEmpty();
        assertThat(pending().take(STREAM, NOON + 1)).containsExactly(later);
        assertThat(stage.store(Stores.COMMANDS).get(STREAM)).isNull();
        assertThat(refusals()).isEmpty();
    }

    @Test
    void shouldRefuseCommandsAboutAgentsThatWereNeverSeen() {
        processor.init(stage.context());
        give(command("k-1", null));
        give(command("k-2", Instant.ofEpochMilli(NOON)));

        assertThat(refusals()).singleElement().satisfies(audit -> {
            assertThat(audit.getAction()).isEqualTo("refuse");
            assertThat(audit.getSubject()).isEqualTo("unpin");
            assertThat(audit.getActor()).isEqualTo("ana");
            assertThat(audit.getCommandId()).isEqualTo("k-1");
            assertThat(audit.getReason()).isEqualTo("no input of this agent has been seen");
        });
        assertThat(counters.of(Metric.COMMANDS_REFUSED)).isEqualTo(1);
        assertThat(pending().take(STREAM, NOON + 1)).hasSize(1);
    }

    @Test
    void shouldBoundHowManyWait() {
        processor.init(stage.context());
        for (int i = 0; i <= PendingCommands.MOST; i++) {
            give(command("k-" + i, Instant.ofEpochMilli(NOON)));
        }

        assertThat(refusals()).extracting(AuditRecord::getCommandId).containsExactly("k-" + PendingCommands.MOST);
        assertThat(pending().take(STREAM, NOON + 1)).hasSize(PendingCommands.MOST);
    }

    @Test
    void shouldRefuseBytesItDidNotWrite() {
        assertThatThrownBy(() -> PendingCommands.read(new byte[] {9, 0}))
                .hasMessage("pending commands of unknown version 9");
        assertThatThrownBy(() -> PendingCommands.read(new byte[] {1, 0}))
                .hasMessage("damaged pending commands of 2 bytes");
    }
}
