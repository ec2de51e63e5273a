/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.demo.WritingHabits.Ending;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WritingHabitsTest {

    private static final String MESSAGE = "Where's my order, and when does it come?";
    private static final int TRIES = 500;

    private final SplitMix64 random = new SplitMix64(11);

    @Test
    void shouldOpenAndCloseAConversationNowAndThen() {
        WritingHabits careful = habits(false, false, false, Ending.MARKED, 0);

        assertThat(written(() -> careful.write(MESSAGE, true, true, random)))
                .containsExactlyInAnyOrder(
                        MESSAGE, "Hello, " + MESSAGE, MESSAGE + " Thanks!", "Hello, " + MESSAGE + " Thanks!");
    }

    @Test
    void shouldKeepTheWordsOfAFollowUp() {
        WritingHabits careful = habits(false, false, false, Ending.MARKED, 0);

        assertThat(written(() -> careful.write(MESSAGE, false, false, random)))
                .hasSizeGreaterThan(5)
                .allMatch(text -> text.endsWith(MESSAGE))
                .noneMatch(text -> text.startsWith("Hello"));
    }

    @Test
    void shouldDropCapitalsApostrophesAndPunctuationThroughout() {
        WritingHabits hasty = habits(true, true, true, Ending.BARE, 0);

        assertThat(written(() -> hasty.write(MESSAGE, true, true, random)))
                .containsExactlyInAnyOrder(
                        "wheres my order and when does it come",
                        "hello, wheres my order and when does it come",
                        "wheres my order and when does it come, thanks!",
                        "hello, wheres my order and when does it come, thanks!");
    }

    @Test
    void shouldStressTheEnding() {
        WritingHabits upset = habits(false, false, false, Ending.STRESSED, 0);

        assertThat(written(() -> upset.write("Hello, any news?", true, false, random)))
                .containsExactly("Hello, any news??");
        assertThat(written(() -> upset.write("Hello, no news.", true, false, random)))
                .containsExactly("Hello, no news...");
        assertThat(written(() -> upset.write("Hello, no news 🙃", true, false, random)))
                .containsExactly("Hello, no news 🙃");
    }

    @Test
    void shouldNotGreetTwiceNorThankTwice() {
        WritingHabits careful = habits(false, false, false, Ending.MARKED, 0);

        assertThat(written(() -> careful.write("Hi, can you help me?", true, true, random)))
                .containsExactly("Hi, can you help me?");
    }

    @Test
    void shouldSlipByOneLetterInPlainWordsOnly() {
        WritingHabits clumsy = habits(false, false, false, Ending.MARKED, 1);
        String message = "help IBAN A-48213 12345678 it's 🤦 crossing";

        Set<String> written = written(() -> clumsy.write(message, true, false, random));

        assertThat(written).hasSizeGreaterThan(10).contains(message);
        assertThat(written).allSatisfy(text -> {
            assertThat(text).contains(" IBAN A-48213 12345678 it's 🤦 ").startsWith("h");
            assertThat(text.length()).isBetween(message.length() - 1, message.length() + 1);
        });
    }

    @Test
    void shouldLeaveNoMessageEmpty() {
        List<DemoMessage> all = DemoMessages.load().all();
        for (AgentProfile agent : AgentProfile.ALL) {
            for (DemoMessage message : all) {
                WritingHabits habits = WritingHabits.of(agent, random);
                assertThat(habits.write(message.text(), true, true, random)).isNotBlank();
            }
        }
    }

    private static Set<String> written(Supplier<String> write) {
        return Stream.generate(write).limit(TRIES).collect(Collectors.toSet());
    }

    private static WritingHabits habits(
            boolean lowerCase, boolean noApostrophes, boolean noCommas, Ending ending, double slips) {
        return new WritingHabits(
                List.of("Hello,"), List.of("Thanks!"), lowerCase, noApostrophes, noCommas, ending, slips);
    }
}
