/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.leeway.app.privacy.ScrubRule.Narrowing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDoorTest {

    private static final ScrubRule CUSTOMER =
            new ScrubRule("k", Pattern.compile("K-\\d+"), "[CUSTOMER]", Narrowing.ALL);

    private static TextDoor scrubbing(ScrubRule... rules) {
        return new TextDoor(Set.of("(removed)"), List.of(rules), 20);
    }

    @ParameterizedTest
    @CsvSource({
        "' __REDACTED__ ',true",
        "'',true",
        "' (removed)\n',true",
        "K-17,true",
        "'K-17, [NAME]',false",
        "K-17 [NAME],true",
        "I am K-17,false"
    })
    void shouldKnowWhatSaysNothing(String text, boolean redacted) {
        assertThat(scrubbing(CUSTOMER).admit(text).redacted()).isEqualTo(redacted);
    }

    @Test
    void shouldTakeTokensForTextsUnlessItScrubs() {
        assertThat(scrubbing().admit("[INFO] ***").redacted()).isFalse();
    }

    @Test
    void shouldScrubOneAfterTheOther() {
        assertThat(scrubbing(ScrubPreset.EMAIL.rule(), CUSTOMER)
                        .admit("K-1 K-2@x.org")
                        .text())
                .isEqualTo("[CUSTOMER] [EMAIL]");
    }

    @Test
    void shouldTakeReplacementsAsTheyAre() {
        ScrubRule odd = new ScrubRule("k", Pattern.compile("(K)-\\d+"), "$1\\", Narrowing.ALL);

        assertThat(odd.scrubbed("I am K-17.")).isEqualTo("I am $1\\.");
    }

    @Test
    void shouldCutBetweenCharactersBeforeItScrubs() {
        String text = "🙂".repeat(17) + " K-17";

        TextDoor.Admitted admitted = scrubbing(CUSTOMER).admit(text);

        assertThat(admitted.cut()).isTrue();
        assertThat(admitted.text()).isEqualTo("🙂".repeat(17) + " K-");
        assertThat(scrubbing(CUSTOMER).admit("🙂".repeat(20)).cut()).isFalse();
    }
}
