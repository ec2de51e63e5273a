/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** {@code leeway alerts}, for tests of other packages. */
public final class AlertsRun {

    private AlertsRun() {}

    /** What it prints of the alerts on a broker. */
    public static List<String> lines(String broker, String option) {
        CommandRun run = CommandRun.of("alerts", "--bootstrap-servers", broker, option);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out().lines().toList();
    }
}
