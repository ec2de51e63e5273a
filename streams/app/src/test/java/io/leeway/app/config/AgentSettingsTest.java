/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {
    private static final LeewayConfig CONFIG = parse("""
            agents:
              "*": {features: {numbers: off}}
              "support-eu-*": {windows: [3h]}
              "support-*": {expected-run-length: 90d, windows: [2h]}
            """);

    @Test
    void shouldTakeEachKeyFromTheMostSpecificPatternThatHasIt() {
        MonitorSettings support = CONFIG.settingsFor("support-eu-1");
        assertThat(support.windows()).containsExactly(WindowSpec.ofDuration(Duration.ofHours(3)));
        assertThat(support.expectedRunLength()).isEqualTo(Duration.ofDays(90));
        assertThat(support.features()).isEqualTo(new MonitorSettings.Features(true, false, true));
        assertThat(CONFIG.settingsFor("support-us").windows())
                .containsExactly(WindowSpec.ofDuration(Duration.ofHours(2)));
        assertThat(CONFIG.settingsFor("sales").expectedRunLength())
                .isEqualTo(CONFIG.defaults().expectedRunLength());
        assertThat(CONFIG.defaults().features().numbers()).isTrue();
    }

    @Test
    void shouldLetTheFirstOfEquallySpecificPatternsDecide() {
        LeewayConfig config =
                parse("agents: {'a*': {expected-run-length: 1d}, '*a': {expected-run-length: 2d, windows: [5h]}}");
        assertThat(config.settingsFor("aba").expectedRunLength()).isEqualTo(Duration.ofDays(1));
        assertThat(config.settingsFor("aba").windows()).containsExactly(WindowSpec.ofDuration(Duration.ofHours(5)));
    }

    @Test
    void shouldOpenNoAlertsOfSilenceUnlessAskedTo() {
        LeewayConfig config = parse("""
                defaults: {no-data: 30m}
                agents: {'batch-*': {no-data: off}, 'night-*': {no-data: 12h}}
                """);
        assertThat(CONFIG.agents().noDataAfter("support")).isEmpty();
        assertThat(config.agents().noDataAfter("support")).contains(Duration.ofMinutes(30));
        assertThat(config.agents().noDataAfter("batch-1")).isEmpty();
        assertThat(config.agents().noDataAfter("night-1")).contains(Duration.ofHours(12));
        assertThat(parse("defaults: {no-data: off}").agents().noDataAfter("any"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, abbc, true",
        "a*c, ac, true",
        "a*c, abd, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a.c, abc, false",
        "a.c, a.c, true",
        "[ab], a, false",
        "support, support-eu, false",
        "*, '', true",
        "a?c, a😀c, true"
    })
    void shouldMatchWholeIdsWithTwoWildcards(String pattern, String agentId, boolean matches) {
        AgentRule rule = AgentRule.of(pattern, new Values.Builder().build());
        assertThat(rule.matches(agentId)).isEqualTo(matches);
    }

    @Test
    void shouldReplaceReferencesAsAWhole() {
        LeewayConfig config = parse("""
                defaults: {references: {trailing: {length: 10d, gap: 3h}}}
                agents:
                  pinned: {references: {pinned: {first: 2d}}}
                  longer: {references: {trailing: {length: 20d}}}
                  hours: {references: {seasonal: {gap: 5h}}}
                  young: {references: {none: {}}}
                """);
        assertThat(config.settingsFor("hours").references())
                .containsExactly(new ReferenceSpec.Seasonal(Duration.ofDays(28), Duration.ofHours(5)));
        assertThat(config.settingsFor("young").references()).containsExactly(new ReferenceSpec.None());
        assertThat(config.settingsFor("pinned").references())
                .containsExactly(new ReferenceSpec.PinnedFirst(Duration.ofDays(2)));
        assertThat(config.settingsFor("longer").references())
                .containsExactly(new ReferenceSpec.Trailing(Duration.ofDays(20), Duration.ofHours(3)));
        assertThat(config.settingsFor("other").references())
                .containsExactly(new ReferenceSpec.Trailing(Duration.ofDays(10), Duration.ofHours(3)));
    }
}
