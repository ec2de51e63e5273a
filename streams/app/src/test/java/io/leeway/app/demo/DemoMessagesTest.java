/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.demo.DemoMessage.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoMessagesTest {

    private static final String HEADER = "agent\tphase\tintent\tmessage";

    private final DemoMessages messages = DemoMessages.load();

    @Test
    void shouldOfferManyDistinctMessagesOfManyIntents() {
        Set<String> distinct = messages.all().stream()
                .map(message -> DemoMessages.withoutCaseAndPunctuation(message.text()))
                .collect(Collectors.toSet());

        assertThat(distinct).hasSameSizeAs(messages.all()).hasSizeGreaterThanOrEqualTo(420);
        assertThat(byIntent()).hasSizeGreaterThanOrEqualTo(24);
    }

    @Test
    void shouldHaveEnoughMessagesForEachIntent() {
        assertThat(byIntent()).allSatisfy((intent, ofIntent) -> {
            int least = ofIntent.get(0).phase() == Phase.DRIFT ? 20 : 14;
            assertThat(ofIntent).as(intent).hasSizeGreaterThanOrEqualTo(least);
        });
    }

    @Test
    void shouldKeepEachIntentToOneAgentAndPhase() {
        assertThat(byIntent()).allSatisfy((intent, ofIntent) -> assertThat(ofIntent)
                .as(intent)
                .extracting(message -> message.agent() + " " + message.phase())
                .containsOnly(ofIntent.get(0).agent() + " " + ofIntent.get(0).phase()));
    }

    @Test
    void shouldGiveNewIntentsToSupportOnly() {
        assertThat(intents("support", Phase.NORMAL)).hasSize(9);
        assertThat(intents("support", Phase.DRIFT)).hasSize(4);
        assertThat(intents("travel", Phase.NORMAL)).hasSize(6);
        assertThat(intents("devops", Phase.NORMAL)).hasSize(6);
        assertThat(intents("travel", Phase.DRIFT)).isEmpty();
        assertThat(intents("devops", Phase.DRIFT)).isEmpty();
    }

    @Test
    void shouldHaveNoNearDuplicatesWithinAnIntent() {
        assertThat(byIntent()).allSatisfy((intent, ofIntent) -> {
            for (int i = 0; i < ofIntent.size(); i++) {
                for (int j = 0; j < i; j++) {
                    String one = ofIntent.get(i).text();
                    String other = ofIntent.get(j).text();
                    assertThat(jaccard(one, other)).as("%s | %s", one, other).isLessThan(0.8);
                }
            }
        });
    }

    @Test
    void shouldVaryInLengthAndRegister() {
        List<String> texts = messages.all().stream().map(DemoMessage::text).toList();

        assertThat(texts).anyMatch(text -> text.length() <= 20);
        assertThat(texts).anyMatch(text -> text.length() >= 160);
        assertThat(share(texts, text -> Character.isLowerCase(text.codePointAt(0))))
                .isBetween(0.2, 0.6);
        assertThat(share(texts, text -> text.matches(".*[.?!]"))).isBetween(0.4, 0.9);
        assertThat(share(texts, text -> text.codePoints().anyMatch(c -> c > 0xFFFF)))
                .isBetween(0.02, 0.1);
    }

    @Test
    void shouldKnowTheToolsOfEveryIntent() {
        for (AgentProfile agent : AgentProfile.ALL) {
            Set<String> intents = new HashSet<>(intents(agent.agent(), Phase.NORMAL));
            intents.addAll(intents(agent.agent(), Phase.DRIFT));
            assertThat(agent.tools().keySet()).as(agent.agent()).isEqualTo(intents);
        }
    }

    @Test
    void shouldReadColumns() {
        DemoMessages parsed =
                DemoMessages.parse(List.of(HEADER, "a\tdrift\thello\tHi, you", "b\tnormal\tbye\tSee you"));

        assertThat(parsed.all())
                .containsExactly(
                        new DemoMessage("a", Phase.DRIFT, "hello", "Hi, you"),
                        new DemoMessage("b", Phase.NORMAL, "bye", "See you"));
        assertThat(parsed.of("a", Phase.NORMAL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\tnormal\thello", "a\tnormal\thello\tHi\tthere", "a\tnormal\t\tHi", "a\tnormal\thello\tHi ", ""
            })
    void shouldRefuseMalformedLines(String line) {
        assertThatThrownBy(() -> DemoMessages.parse(List.of(HEADER, line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void shouldRefuseAnUnknownPhase() {
        assertThatThrownBy(() -> DemoMessages.parse(List.of(HEADER, "a\tlater\thello\tHi")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("later");
    }

    @Test
    void shouldRefuseARepetitionInOtherCaseAndPunctuation() {
        assertThatThrownBy(() ->
                        DemoMessages.parse(List.of(HEADER, "a\tnormal\thello\tHi, you!", "b\tnormal\thello\thi  you")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3 repeats the message of line 2");
    }

    @Test
    void shouldRefuseAMissingHeader() {
        assertThatThrownBy(() -> DemoMessages.parse(List.of("a\tnormal\thello\tHi")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> DemoMessages.parse(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private Map<String, List<DemoMessage>> byIntent() {
        return messages.all().stream().collect(Collectors.groupingBy(DemoMessage::intent));
    }

    private Set<String> intents(String agent, Phase phase) {
        return messages.of(agent, phase).stream().map(DemoMessage::intent).collect(Collectors.toSet());
    }

    private static double share(List<String> texts, Function<String, Boolean> property) {
        return (double) texts.stream().filter(property::apply).count() / texts.size();
    }

    private static double jaccard(String one, String other) {
        Set<String> union = tokens(one);
        Set<String> common = new HashSet<>(union);
        common.retainAll(tokens(other));
        union.addAll(tokens(other));
        return (double) common.size() / union.size();
    }

    private static Set<String> tokens(String text) {
        return new HashSet<>(
                List.of(DemoMessages.withoutCaseAndPunctuation(text).split(" ", -1)));
    }
}
