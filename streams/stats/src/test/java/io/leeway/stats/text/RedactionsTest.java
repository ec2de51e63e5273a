/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__REDACTED__",
                "__redacted__",
                "__CARD_NUMBER__",
                "[REDACTED]",
                "[Redacted]",
                "[REDACTED-2]",
                "[NAME]",
                "[IP]",
                "[EMAIL_ADDRESS]",
                "<EMAIL>",
                "<PERSON-1>",
                "<redacted>",
                "***",
                "********"
            })
    void shouldKnowRedactionTokens(String token) {
        assertThat(Redactions.end(token, 0)).isEqualTo(token.length());
        assertThat(Redactions.removedFrom(token)).isEqualTo(" ");
        assertThat(Redactions.removedFrom("a" + token + "b" + token)).isEqualTo("a b ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "<",
                "_",
                "__",
                "____",
                "[]",
                "[name]",
                "[Name]",
                "[A]",
                "[A B]",
                "[NAME",
                "<br>",
                "<B>",
                "</EMAIL>",
                "a < B > c",
                "__init__",
                "__A__",
                "_REDACTED_",
                "**bold**",
                "redacted",
                "REDACTED",
                "[ÄÖ]",
                "[4711]",
                "[redacted text]",
                "[ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNO]"
            })
    void shouldLeaveOtherTextAlone(String text) {
        assertThat(Redactions.removedFrom(text)).isSameAs(text);
    }

    @Test
    void shouldFindTokensBesideAndInsideOthers() {
        assertThat(Redactions.removedFrom("[[NAME]]")).isEqualTo("[ ]");
        assertThat(Redactions.removedFrom("___NAME___")).isEqualTo("_ _");
        assertThat(Redactions.removedFrom("Hi [NAME], mail <EMAIL> or ***.")).isEqualTo("Hi  , mail   or  .");
        assertThat(Redactions.removedFrom("[NA[NAME]ME]")).isEqualTo("[NA ME]");
        assertThat(Redactions.removedFrom("[ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN]"))
                .isEqualTo(" ");
    }

    @Test
    void shouldTakeNoLongerThanTheTextIsLong() {
        String text = "[A".repeat(50_000) + "__B".repeat(50_000) + "<redacted".repeat(10_000);

        assertThat(Redactions.removedFrom(text)).isSameAs(text);
    }
}
