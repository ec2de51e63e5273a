/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leeway.stats.sketch.SummaryLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What texts and producers are held to, as it is configured. */
class DoorsConfigTest {

    private static LeewayConfig parse(String yaml) {
        return LeewayConfig.parse("test", yaml, Map.of(), Map.of());
    }

    private static List<String> problems(String yaml) {
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, () -> parse(yaml));
        assertThat(refused).as(yaml).isNotNull();
        return refused.problems().stream().map(Problem::message).toList();
    }

    @Test
    void shouldReadPresetsAndOwnExpressions() {
        LeewayConfig config = parse("""
                privacy:
                  redaction-literals: [" (removed) ", "n/a"]
                  scrub: [email, {pattern: 'K-\\d+', replacement: '[CUSTOMER]'}, {pattern: 'pin \\d+'}]
                caps: {text-length: 300}
                """);

        assertThat(config.textDoor().admit("a@b.org K-17 pin 4711").text()).isEqualTo("[EMAIL] [CUSTOMER] [SCRUBBED]");
        assertThat(config.textDoor().admit("(removed)").redacted()).isTrue();
        assertThat(config.textDoor().admit("x".repeat(301)).cut()).isTrue();
        assertThat(config.privacy().text()).isEqualTo(TextUse.DROP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[emial]; privacy.scrub[0] = emial: must be email, phone, card, iban, ip; did you mean email?",
                "[{pattern: '(a'}]; privacy.scrub[0].pattern = (a: must be a regular expression of RE2; missing closing )",
                "[{pattern: '(?=a)b'}]; privacy.scrub[0].pattern; no look-around",
                "[{pattern: 'a*'}]; privacy.scrub[0].pattern = a*; must not match the empty text",
                "[{replacement: '[X1]'}]; privacy.scrub[0].pattern; (nothing)",
                "[{pattern: a, replacement: [CARD]}]; privacy.scrub[0].replacement = […]; put the brackets into quotes",
                "[{pattern: a, replacement: gone}]; privacy.scrub[0].replacement = gone; must be a token",
                "[{pattern: a, with: b}]; privacy.scrub[0].with; is not a known key",
                "email; privacy.scrub = email; must be a list"
            })
    void shouldSayWhatIsWrongWithARule(String scrub, String one, String other) {
        assertThat(problems("privacy: {scrub: " + scrub + "}"))
                .hasSize(1)
                .first()
                .asString()
                .contains(one, other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__GONE__", "[' ']", "[17]"})
    void shouldRefuseLiteralsThatAreNone(String literals) {
        assertThat(problems("privacy: {redaction-literals: " + literals + "}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("must be a list of texts that are not blank");
    }

    @Test
    void shouldListWhatIsWrongWithFingerprintsWithoutASalt() {
        assertThat(problems("privacy: {text: hash, excerpts: true}"))
                .containsExactlyInAnyOrder(
                        "privacy.text = hash: needs privacy.hash-salt-file",
                        "privacy.text = hash: cannot go with privacy.excerpts, which keeps what was written");
        assertThat(parse("privacy: {text: hash, hash-salt-file: /etc/salt}")
                        .privacy()
                        .text())
                .isEqualTo(TextUse.HASH);
    }

    @Test
    void shouldKeepTheUsualLimitsAndTheVersionWhereNothingIsSet() {
        LeewayConfig config = parse("");

        assertThat(config.caps()).isEqualTo(new Caps(10_485_760, 5000, 32_768, 64, 256, 10_000));
        assertThat(config.caps().summaryLimits()).isEqualTo(SummaryLimits.DEFAULTS);
        assertThat(parse("caps: {names: 32, values: 100}").caps().summaryLimits())
                .isEqualTo(new SummaryLimits(32, 512, 100, 16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caps: {text-length: 300}",
                "caps: {agents: 5}",
                "privacy: {scrub: [ip]}",
                "privacy: {redaction-literals: [gone]}",
                "privacy: {text: drop}"
            })
    void shouldBePartOfTheVersionOnceItIsSet(String yaml) {
        assertThat(parse(yaml).configVersion()).isNotEqualTo(parse("").configVersion());
    }

    @Test
    void shouldTellListsOfRulesApartInTheVersion() {
        assertThat(parse("privacy: {scrub: [ip, email]}").configVersion())
                .isNotEqualTo(parse("privacy: {scrub: [email, ip]}").configVersion())
                .isEqualTo(parse("privacy: {scrub: ['ip', \"email\"]}").configVersion());
    }
}
