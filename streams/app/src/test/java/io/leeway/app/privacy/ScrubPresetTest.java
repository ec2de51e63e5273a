/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.text.Redactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScrubPresetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EMAIL | write to ana.b+c@mail.example.co.uk. | write to [EMAIL].",
                "EMAIL | jürgen@müller.de | [EMAIL]",
                "EMAIL | meet @noon at 5@ | meet @noon at 5@",
                "PHONE | call +49 (0)30 901820 now | call [PHONE] now",
                "PHONE | call +1-415-555-0132. | call [PHONE].",
                "PHONE | 0049 30 901820 or (030) 901820 | [PHONE] or [PHONE]",
                "PHONE | 415-555-0132 | [PHONE]",
                "PHONE | order 4155550132 of 2026-01-31, 1+1 is 2 | order 4155550132 of 2026-01-31, 1+1 is 2",
                "CARD | 4111 1111 1111 1111 exp 12/27 | [CARD] exp 12/27",
                "CARD | 4111-1111-1111-1111, 378282246310005 | [CARD], [CARD]",
                "CARD | 4111 1111 1111 1111 123 | [CARD] 123",
                "CARD | 17 4111 1111 1111 1111 | 17 [CARD]",
                "CARD | card4111111111111111! | card[CARD]!",
                "CARD | 4111 1111 1111 1112 | 4111 1111 1111 1112",
                "CARD | at 1767225600000 ms | at 1767225600000 ms",
                "CARD | 41111111111111111111111111111111111111111111 | 41111111111111111111111111111111111111111111",
                "IBAN | to DE89 3704 0044 0532 0130 00 please | to [IBAN] please",
                "IBAN | to DE89370400440532013000 please pay | to [IBAN] please pay",
                "IBAN | my no12 is gb82west12345698765432 | my no12 is [IBAN]",
                "IBAN | DE88 3704 0044 0532 0130 00 | DE88 3704 0044 0532 0130 00",
                "IP | from 192.168.0.1:8080 | from [IP]:8080",
                "IP | 2001:db8:0:0:0:0:2:1 and fe80::1 | [IP] and [IP]",
                "IP | 300.1.1.400 and abc::def at 12:30:45 | 300.1.1.400 and abc::def at 12:30:45"
            })
    void shouldTakeOutWhatItIsNamedAfter(ScrubPreset preset, String text, String scrubbed) {
        assertThat(preset.rule().scrubbed(text)).isEqualTo(scrubbed);
    }

    @ParameterizedTest
    @EnumSource(ScrubPreset.class)
    void shouldLeaveATokenThatIsKnownAsARedaction(ScrubPreset preset) {
        assertThat(Redactions.removedFrom(preset.rule().replacement())).isBlank();
        assertThat(Redactions.removedFrom(ScrubRule.SCRUBBED)).isBlank();
    }

    @ParameterizedTest
    @EnumSource(ScrubPreset.class)
    void shouldNotTakeLongForALongText(ScrubPreset preset) {
        for (String unit : new String[] {"4 ", "4", "a1", "a.", "1:", "+1", "DE89 "}) {
            String text = unit.repeat(16_384 / unit.length());
            long start = System.nanoTime();
            assertThat(preset.rule().scrubbed(text)).isNotNull();
            assertThat(System.nanoTime() - start).as("'%s'", unit).isLessThan(5_000_000_000L);
        }
    }

    @Test
    void shouldReturnTheSameTextWhereThereIsNothingToTakeOut() {
        String text = "where is my parcel";

        assertThat(ScrubPreset.CARD.rule().scrubbed(text)).isSameAs(text);
    }
}
