/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatalFaultsTest {
    private final List<String> reasons = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();
    private final FatalFaults faults = new FatalFaults(reasons::add, statuses::add);

    @Test
    void shouldSayTheReasonBeforeTheProcessEnds() {
        faults.execute(3, "disk full");
        assertThat(reasons).singleElement().asString().contains("disk full");
        assertThat(statuses).containsExactly(3);
    }

    @Test
    void shouldPointToTheLogWhenKafkaGivesNoReason() {
        faults.execute(0, null);
        assertThat(reasons).singleElement().asString().contains("logged above");
        assertThat(statuses).as("a fault is never a success").containsExactly(1);
    }

    @Test
    void shouldLeaveAFailedStartToTheCaller() {
        faults.startBegins();
        faults.execute(1, "port taken");
        assertThat(statuses).isEmpty();
        faults.startEnds();
        faults.execute(1, "later");
        assertThat(statuses).containsExactly(1);
    }
}
