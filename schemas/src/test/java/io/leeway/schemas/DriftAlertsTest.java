/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DriftAlertsTest {
    @Test
    void shouldReadEitherForm() {
        DriftAlert alert = Samples.driftAlert();

        assertThat(DriftAlerts.read(Records.DRIFT_ALERT.encode(alert))).isEqualTo(alert);
        assertThat(DriftAlerts.read(Records.DRIFT_ALERT.toJson(alert).getBytes(UTF_8)))
                .isEqualTo(alert);
    }

    @Test
    void shouldRefuseWhatIsNeitherForm() {
        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> DriftAlerts.read("hello".getBytes(UTF_8)))
                .withMessageContaining("DriftAlert: 5 bytes");
        assertThatExceptionOfType(UndecodableRecordException.class).isThrownBy(() -> DriftAlerts.read(new byte[0]));
    }

    @Test
    void shouldTellOpenFromResolved() {
        String open = Records.DRIFT_ALERT.toJson(Samples.driftAlert());
        String resolved = open.replace("\"provisional\"", "\"resolvedAt\":\"2026-01-01T01:00:00Z\",\"provisional\"");

        assertThat(DriftAlerts.isResolved(Records.DRIFT_ALERT.fromJson(open))).isFalse();
        assertThat(DriftAlerts.isResolved(Records.DRIFT_ALERT.fromJson(resolved)))
                .isTrue();
    }

    @Test
    void shouldDoWhatTheReadmeShows() {
        assertThat(describe(Records.DRIFT_ALERT.encode(Samples.driftAlert())))
                .startsWith("WARN support: 9 % of the inputs")
                .contains("NEW e-1 0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void shouldShowThisExampleInTheReadme() {
        String source = Contract.read(Path.of("src/test/java/io/leeway/schemas/DriftAlertsTest.java"));
        String marker = "        // readme\n";
        String example = source.substring(source.indexOf(marker) + marker.length(), source.lastIndexOf(marker))
                .stripTrailing()
                .stripIndent();

        assertThat(Contract.read(Path.of("README.md"))).contains("```java\n" + example + "\n```");
    }

    private static String describe(byte[] value) {
        // readme
        DriftAlert alert = DriftAlerts.read(value);
        String text = alert.getSeverity() + " " + alert.getAgentId() + ": " + alert.getSummary();
        for (Exemplar exemplar : alert.getExemplars()) {
            text += "\n  " + exemplar.getRole() + " " + exemplar.getEventId() + " " + exemplar.getTraceId();
        }
        // readme
        return text;
    }
}
