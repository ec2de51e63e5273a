/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.app.demo.DemoMessage.Phase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTrafficTest {

    private static final DemoPlan SHORT =
            plan(Duration.ofMinutes(10), Duration.ofMinutes(6), Duration.ofSeconds(6), 0.4, 7);
    private static final DemoPlan DENSE = plan(Duration.ofHours(2), Duration.ofHours(1), Duration.ofSeconds(1), 0.4, 1);

    @Test
    void shouldYieldTheSameBytesForTheSamePlan() {
        assertThat(sha256(SHORT)).isEqualTo("ce5a7436f66b01bc0b01cd42f145bad60740e8f5874edaafd94fbadf30c5307c");
    }

    @Test
    void shouldYieldTheSameEventsOnEveryPass() {
        DemoTraffic traffic = new DemoTraffic(SHORT);
        List<DemoEvent> iterated = new ArrayList<>();
        traffic.forEach(iterated::add);

        assertThat(traffic.stream()).containsExactlyElementsOf(iterated).hasSizeGreaterThan(200);
    }

    @Test
    void shouldYieldOtherEventsForAnotherSeed() {
        assertThat(sha256(withSeed(SHORT, 8))).isNotEqualTo(sha256(SHORT));
    }

    @Test
    void shouldBeInOrderOfTimeWithinThePlan() {
        List<DemoEvent> events = new DemoTraffic(DENSE).stream().toList();

        assertThat(events).isSortedAccordingTo(Comparator.comparing(DemoEvent::occurredAt));
        assertThat(events).allMatch(event -> event.occurredAt().isAfter(DENSE.start()));
        assertThat(events).allMatch(event -> event.occurredAt().isBefore(DENSE.end()));
    }

    @Test
    void shouldSendMessagesAtRandomWithTheMeanGap() {
        Map<String, List<DemoEvent>> byAgent =
                new DemoTraffic(DENSE).stream().collect(Collectors.groupingBy(DemoEvent::agentId));

        assertThat(byAgent).containsOnlyKeys("support", "travel", "devops").allSatisfy((agent, events) -> {
            // 7200 expected, standard deviation 85
            assertThat(events).as(agent).hasSizeBetween(6900, 7500);
            // An exponential gap exceeds its mean with probability 1/e
            assertThat(shareOfGapsAbove(events, 1000)).as(agent).isCloseTo(1 / Math.E, within(0.02));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveSupportNewQuestionsAfterTheChangeOnly(long seed) {
        DemoPlan plan = withSeed(DENSE, seed);
        List<DemoTurn> support = new DemoTraffic(plan)
                .turns()
                .filter(turn -> turn.event().agentId().equals("support"))
                .toList();
        List<DemoTurn> before = support.stream()
                .filter(turn -> turn.event().occurredAt().isBefore(plan.changeAt()))
                .toList();
        List<DemoTurn> after = support.subList(before.size(), support.size());

        assertThat(before).as("seed %d", seed).allMatch(turn -> turn.message().phase() == Phase.NORMAL);
        assertThat(driftShare(after)).as("seed %d", seed).isCloseTo(0.4, within(0.04));
    }

    @Test
    void shouldSpreadNewQuestionsOverAllNewIntents() {
        Map<String, Long> counts = new DemoTraffic(DENSE)
                .turns()
                .map(DemoTurn::message)
                .filter(message -> message.phase() == Phase.DRIFT)
                .collect(Collectors.groupingBy(DemoMessage::intent, Collectors.counting()));

        assertThat(counts).containsOnlyKeys("login_loop", "crypto_wallet", "data_deletion", "prompt_injection");
        assertThat(counts.values()).allMatch(count -> count > 200);
    }

    @Test
    void shouldLeaveTheOtherAgentsAndThePastUnchanged() {
        DemoPlan steady = plan(DENSE.length(), DENSE.changeAfter(), DENSE.meanGap(), 0, DENSE.seed());
        Predicate<DemoEvent> comparable = event ->
                !event.agentId().equals("support") || event.occurredAt().isBefore(DENSE.changeAt());

        assertThat(new DemoTraffic(DENSE).stream().filter(comparable))
                .containsExactlyElementsOf(
                        new DemoTraffic(steady).stream().filter(comparable).toList());
    }

    @Test
    void shouldNeverChangeWhenTheChangeComesAfterTheEnd() {
        DemoPlan steady = plan(Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1), 1, 5);

        assertThat(new DemoTraffic(steady).turns())
                .allMatch(turn -> turn.message().phase() == Phase.NORMAL);
    }

    @Test
    void shouldAskOnlyNewQuestionsWhenTheShareIsOne() {
        DemoPlan all = plan(Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(1), 1, 5);

        assertThat(new DemoTraffic(all)
                        .turns()
                        .filter(turn -> turn.event().agentId().equals("support")))
                .isNotEmpty()
                .allMatch(turn -> turn.message().phase() == Phase.DRIFT);
    }

    @Test
    void shouldGroupOneToFourDifferentMessagesInASession() {
        Map<String, List<DemoTurn>> sessions = new DemoTraffic(DENSE)
                .turns()
                .collect(Collectors.groupingBy(turn -> turn.event().sessionId()));

        assertThat(sessions).allSatisfy((session, turns) -> {
            assertThat(turns).hasSizeBetween(1, 4);
            assertThat(turns).extracting(DemoTurn::message).doesNotHaveDuplicates();
            assertThat(distinct(turns, turn -> turn.event().agentId())).isOne();
            assertThat(distinct(turns, turn -> turn.event().categories().get("channel")))
                    .isOne();
            assertThat(distinct(turns, turn -> turn.message().phase().name())).isOne();
        });
        Set<Integer> sizes = sessions.values().stream().map(List::size).collect(Collectors.toSet());
        assertThat(sizes).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void shouldIdentifyEveryEventAndTrace() {
        List<DemoEvent> events = new DemoTraffic(DENSE).stream().toList();

        assertThat(events).extracting(DemoEvent::eventId).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(DemoEvent::traceId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void shouldMeasureAndLabelEveryEvent() {
        assertThat(new DemoTraffic(DENSE).stream()).allSatisfy(event -> {
            assertThat(event.text()).isNotBlank();
            assertThat(event.numbers()).containsOnlyKeys("latencyMs", "inputTokens");
            assertThat(event.numbers().get("latencyMs")).isBetween(50.0, 60_000.0);
            assertThat(event.numbers().get("inputTokens")).isBetween(1.0, 100.0);
            assertThat(event.categories()).containsOnlyKeys("model", "tool", "channel");
        });
    }

    @Test
    void shouldRarelyRepeatATextExactly() {
        new DemoTraffic(DemoPlan.DEFAULTS)
                .stream().collect(Collectors.groupingBy(DemoEvent::agentId)).forEach((agent, events) -> {
                    Set<String> texts =
                            events.stream().map(DemoEvent::text).collect(Collectors.toCollection(HashSet::new));
                    assertThat((double) texts.size() / events.size()).as(agent).isGreaterThan(0.55);
                });
    }

    private static DemoPlan plan(
            Duration length, Duration changeAfter, Duration meanGap, double driftShare, long seed) {
        return new DemoPlan(Instant.parse("2026-01-01T00:00:00Z"), length, changeAfter, meanGap, driftShare, seed);
    }

    private static DemoPlan withSeed(DemoPlan plan, long seed) {
        return plan(plan.length(), plan.changeAfter(), plan.meanGap(), plan.driftShare(), seed);
    }

    private static double driftShare(List<DemoTurn> turns) {
        long drifted = turns.stream()
                .filter(turn -> turn.message().phase() == Phase.DRIFT)
                .count();
        return (double) drifted / turns.size();
    }

    private static double shareOfGapsAbove(List<DemoEvent> events, long millis) {
        int above = 0;
        for (int i = 1; i < events.size(); i++) {
            Duration gap = Duration.between(
                    events.get(i - 1).occurredAt(), events.get(i).occurredAt());
            above += gap.toMillis() > millis ? 1 : 0;
        }
        return (double) above / (events.size() - 1);
    }

    private static long distinct(List<DemoTurn> turns, Function<DemoTurn, String> property) {
        return turns.stream().map(property).distinct().count();
    }

    private static String sha256(DemoPlan plan) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (DemoEvent event : new DemoTraffic(plan)) {
                digest.update((event.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
