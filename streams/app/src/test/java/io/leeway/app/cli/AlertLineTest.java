/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.bridge.AlertSamples;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import org.junit.jupiter.api.Test;

class AlertLineTest {

    @Test
    void shouldBeOneLine() {
        DriftAlert alert = AlertSamples.opened("support", 1);

        assertThat(AlertLine.of(alert))
                .isEqualTo("2026-01-01T00:01:00.250Z OPENED WARN INPUT_DRIFT support (v2) text " + alert.getAlertId()
                        + " text of support <moved> & grew, \u00fc\ud83d\ude80 since midnight");
    }

    @Test
    void shouldLeaveOutACohortThatIsNotThere() {
        assertThat(AlertLine.of(AlertSamples.later("sales", AlertTransition.RESOLVED, 1, 2)))
                .startsWith("2026-01-01T00:02:00Z RESOLVED ALERT INPUT_DRIFT sales text ");
    }
}
