/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.backtest.History;
import io.leeway.app.config.LeewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunerTest {

    private static final String SLOW = """
            # windows of long ago
            defaults:
              windows: [2h]
              references: {pinned: {first: 3h}}
            """;
    private static final LeewayConfig CONFIG = History.config(SLOW);
    private static final History HISTORY = History.of(CONFIG, History.numbers("a", 720, Integer.MAX_VALUE / 10, 0));

    @TempDir
    private Path folder;

    private static Proposal search(String goal) throws IOException {
        return new Tuner(HISTORY.panes(), History.ports().featureMap(), List.of(), 8, 2)
                .search(CONFIG.defaults(), Goal.parse(goal));
    }

    @Test
    void findsWindowsThatSeeAChangeSooner() throws IOException {
        Goal goal = Goal.parse("false alarms <= 1 per 30d, detect 1 sd of latency within 40m");
        Proposal proposal = search("false alarms <= 1 per 30d, detect 1 sd of latency within 40m");

        assertThat(proposal.met()).isTrue();
        Duration soon = proposal.expected().delay(goal).orElseThrow();
        assertThat(soon).isLessThanOrEqualTo(Duration.ofMinutes(40));
        assertThat(proposal.current().delay(goal).orElse(Duration.ofDays(1))).isGreaterThan(soon);
        assertThat(proposal.split()).isEqualTo(History.START.plus(Duration.ofHours(6)));

        Path file = Files.writeString(folder.resolve("current.yaml"), SLOW);
        String text = CandidateFile.of(Optional.of(file), "a*", proposal);
        LeewayConfig candidate = LeewayConfig.parse("candidate", text, java.util.Map.of(), java.util.Map.of());
        assertThat(candidate.settingsFor("a1").windows())
                .isEqualTo(proposal.best().choice().windows());
        assertThat(candidate.settingsFor("b").windows())
                .isEqualTo(CONFIG.defaults().windows());
        assertThat(candidate.settingsFor("a1").references())
                .isEqualTo(CONFIG.defaults().references());
        assertThat(text).startsWith("# goal: 1 false alarm per 30d, latency up by 1 standard deviations within 40m");
    }

    @Test
    void refusesWhatTheTrafficCannotSupport() throws IOException {
        Proposal proposal = search("false alarms <= 1 per 30d, detect 0.05 sd of latency within 10m");

        assertThat(proposal.met()).isFalse();
        assertThat(proposal.text())
                .contains("The traffic does not support the goal (10.0 events a minute).")
                .contains("latency up by 0.05 standard deviations is mostly not seen within 20m.")
                .containsPattern("Within 10m what can be seen is: (latency up by|nothing up to)");
    }

    @Test
    void saysThatAChangeCannotBeTried() throws IOException {
        assertThat(search("false alarms <= 1 per 30d, detect 10% new topic within 30m")
                        .text())
                .contains("The change could not be tried");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    detect 10% new topic within 1h | must be written as
                    false alarms <= 0 per 30d, detect 10% new topic within 1h | no configuration promises no false alarms
                    false alarms <= 1 per 30d, detect 0% new topic within 1h | must be more than 0 % and at most 100 %
                    false alarms <= 1 per 30d, detect 120% swap of tool within 1h | must be more than 0 % and at most 100 %
                    false alarms <= 1 per 30d, detect nothing within 1h | is no change
                    false alarms <= 1 per 30d, detect 0 sd of x within 1h | must be more than 0 standard deviations
                    false alarms <= 1 per soon, detect 10% new topic within 1h | must be a duration
                    """)
    void goalsThatCannotBeReadSayHowTheyAreWritten(String goal, String message) {
        assertThatThrownBy(() -> Goal.parse(goal)).hasMessageContaining(message);
    }

    @Test
    void goalsAreReadAsTheyAreSpoken() {
        Goal goal = Goal.parse("false alarms ≤ 2 per 30d, detect 10% swap of tool within 1h30m");

        assertThat(goal.runLength()).isEqualTo(Duration.ofDays(15));
        assertThat(goal.within()).isEqualTo(Duration.ofMinutes(90));
        assertThat(goal.describe())
                .isEqualTo("2 false alarms per 30d, 10 % of tool with a value never seen within 1h30m");
    }
}
