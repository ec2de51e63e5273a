/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.text.TextDescriptors;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaneSummaryTest extends SummaryContract<PaneSummary, Observation> {

    private static final SummaryLimits LIMITS = new SummaryLimits(6, 8, 5, 3);

    private final KernelFeatureMap map = KernelSumTest.mapOfModel("hashing");

    @Override
    PaneSummary empty() {
        return new PaneSummary(LIMITS);
    }

    @Override
    void add(PaneSummary summary, Observation item) {
        summary.add(item, map);
    }

    @Override
    PaneSummary read(byte[] bytes) {
        return PaneSummary.fromBytes(bytes);
    }

    @Override
    List<Observation> items(Random random, int size) {
        return TestEvents.random(random, size);
    }

    private static Observation event(long at, TextState text, Map<String, Double> numbers) {
        float[] vector = text == TextState.PRESENT ? new float[] {1, 0, 0, 0, 0, 0} : null;
        return new Observation("e" + at, null, null, at, text, vector, new TreeMap<>(numbers), new TreeMap<>());
    }

    private static Observation mismatched(long at, String sort) {
        return new Observation(
                "m-" + at,
                null,
                null,
                at,
                TextState.MISMATCHED,
                null,
                new TreeMap<>(Map.of("latency", 1.0)),
                new TreeMap<>(),
                sort,
                null);
    }

    @Test
    void shouldCountVectorsThatCannotBeComparedApart() {
        PaneSummary one = new PaneSummary();
        one.add(event(1, TextState.PRESENT, Map.of()), map);
        one.add(mismatched(2, "'a' (3 entries)"), map);
        PaneSummary other = new PaneSummary();
        other.add(event(3, TextState.MISSING, Map.of()), null);
        other.add(mismatched(4, "'a' (3 entries)"), null);
        other.add(mismatched(5, "'b' (4 entries)"), null);
        PaneSummary reversed = other.copy();
        reversed.merge(one);
        one.merge(other);

        assertThat(one.events()).isEqualTo(5);
        assertThat(one.presentTexts()).isEqualTo(1);
        assertThat(one.missingTexts()).isEqualTo(1);
        assertThat(one.mismatchedTexts()).isEqualTo(3);
        assertThat(one.mismatches().orElseThrow().counts())
                .isEqualTo(Map.of("'a' (3 entries)", 2L, "'b' (4 entries)", 1L));
        assertThat(one.numbers().get("latency").count()).isEqualTo(3);
        assertThat(reversed.toBytes()).isEqualTo(one.toBytes());
        assertThat(PaneSummary.fromBytes(one.toBytes()).toBytes()).isEqualTo(one.toBytes());
        assertThat(PaneSummary.fromBytes(one.toBytes()).mismatchedTexts()).isEqualTo(3);
    }

    @Test
    void shouldDeriveWhatIsMissing() {
        PaneSummary one = empty();
        one.add(event(30, TextState.PRESENT, Map.of("latency", 3.0)), map);
        one.add(event(10, TextState.REDACTED, Map.of()), null);
        PaneSummary other = empty();
        other.add(event(20, TextState.MISSING, Map.of()), null);

        one.merge(other);

        assertThat(one.events()).isEqualTo(3);
        assertThat(one.presentTexts()).isEqualTo(1);
        assertThat(one.redactedTexts()).isEqualTo(1);
        assertThat(one.missingTexts()).isEqualTo(1);
        assertThat(one.firstAt()).hasValue(10);
        assertThat(one.lastAt()).hasValue(30);
        assertThat(one.numbers().get("latency").count()).isEqualTo(1);
        assertThat(one.featureMap()).hasValue(map.digest());
    }

    @Test
    void shouldBeEmptyAtFirst() {
        PaneSummary pane = new PaneSummary();

        assertThat(pane.events()).isZero();
        assertThat(pane.firstAt()).isEmpty();
        assertThat(pane.lastAt()).isEmpty();
        assertThat(pane.text()).isEmpty();
        assertThat(pane.numbers()).isEmpty();
        assertThat(pane.categories()).isEmpty();
        assertThat(pane.exemplars()).isEmpty();
        assertThat(pane.limits()).isEqualTo(SummaryLimits.DEFAULTS);
    }

    @Test
    void shouldAgreeWithItsParts() {
        List<Observation> events = items(new Random(5), 400);
        PaneSummary pane = new PaneSummary();
        KernelSum text = new KernelSum(map);
        NumberSummary number = new NumberSummary();
        CategorySummary category = new CategorySummary();
        Exemplars exemplars = new Exemplars();
        for (Observation event : events) {
            pane.add(event, map);
            if (event.textState() == TextState.PRESENT) {
                text.add(event.vector(), map);
            }
            if (event.numbers().containsKey("number-0")) {
                number.add(event.numbers().get("number-0"));
            }
            if (event.categories().containsKey("category-3")) {
                category.add(event.categories().get("category-3"));
            }
            exemplars.add(event);
        }

        assertThat(pane.text().orElseThrow().toBytes()).isEqualTo(text.toBytes());
        assertThat(pane.numbers().get("number-0").toBytes()).isEqualTo(number.toBytes());
        assertThat(pane.categories().get("category-3").toBytes()).isEqualTo(category.toBytes());
        assertThat(pane.exemplars()).isEqualTo(exemplars.list());
        List<String> unfollowed = events.stream()
                .flatMap(event -> event.numbers().keySet().stream())
                .filter(name -> !pane.numbers().containsKey(name))
                .toList();
        assertThat(unfollowed).isNotEmpty().allMatch(name -> name.startsWith(TextDescriptors.PREFIX));
        assertThat(pane.unfollowedNumbers()).isEqualTo(unfollowed.size());
        assertThat(pane.unfollowedCategories()).isZero();
    }

    @Test
    void shouldCountWhatCameUnderTooManyNames() {
        PaneSummary pane = empty();
        TreeMap<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            numbers.put("n" + i, 1.0);
        }
        pane.add(event(1, TextState.MISSING, numbers), null);
        pane.add(event(2, TextState.MISSING, numbers), null);

        assertThat(pane.numbers()).hasSize(6);
        assertThat(pane.unfollowedNumbers()).isEqualTo(8);
    }

    @Test
    void shouldKeepDescriptorsAndNumbersOfUsersApart() {
        TreeMap<String, Double> users = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            users.put("n" + i, 1.0);
        }
        TreeMap<String, Double> both = new TreeMap<>(users);
        both.putAll(TextDescriptors.of("Where is my card?", 5));
        PaneSummary alone = empty();
        PaneSummary pane = empty();
        for (int at = 0; at < 3; at++) {
            alone.add(event(at, TextState.MISSING, users), null);
            pane.add(event(at, TextState.MISSING, both), null);
        }

        TreeMap<String, NumberSummary> ofUsers = new TreeMap<>(pane.numbers());
        ofUsers.keySet().removeIf(name -> name.startsWith(TextDescriptors.PREFIX));

        assertThat(alone.numbers()).hasSize(LIMITS.names());
        assertThat(ofUsers.keySet()).isEqualTo(alone.numbers().keySet());
        assertThat(pane.numbers()).hasSize(LIMITS.names() + 9);
        assertThat(pane.numbers().get(TextDescriptors.LENGTH).count()).isEqualTo(3);
        assertThat(pane.unfollowedNumbers()).isEqualTo(alone.unfollowedNumbers());
    }

    @Test
    void shouldBoundTheNamesWithTheReservedPrefixToo() {
        TreeMap<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            numbers.put(TextDescriptors.PREFIX + i, 1.0);
        }
        PaneSummary pane = empty();
        pane.add(event(1, TextState.MISSING, numbers), null);

        assertThat(pane.numbers()).hasSize(32);
        assertThat(pane.unfollowedNumbers()).isEqualTo(68);
        assertThat(PaneSummary.fromBytes(pane.toBytes()).numbers()).hasSize(32);
    }

    @Test
    void shouldStayUnchangedWhenAnEventIsRefused() {
        PaneSummary pane = empty();
        pane.add(event(1, TextState.PRESENT, Map.of("a", 1.0)), map);
        byte[] before = pane.toBytes();
        Observation present = event(2, TextState.PRESENT, Map.of("a", 2.0));

        assertThatThrownBy(() -> pane.add(present, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e2");
        assertThatThrownBy(() -> pane.add(present, KernelSumTest.mapOfModel("another")))
                .isInstanceOf(IncompatibleFeatureMapException.class);
        PaneSummary other = empty();
        other.add(present, KernelSumTest.mapOfModel("another"));
        assertThatThrownBy(() -> pane.merge(other)).isInstanceOf(IncompatibleFeatureMapException.class);
        assertThatThrownBy(() -> pane.merge(new PaneSummary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SummaryLimits[names=6");

        assertThat(pane.toBytes()).isEqualTo(before);
    }

    @Test
    void shouldHaveADigestOfItsContent() {
        List<Observation> events = items(new Random(6), 50);
        PaneSummary one = empty();
        PaneSummary other = empty();
        events.forEach(event -> add(one, event));
        events.forEach(event -> add(other, event));

        assertThat(one.digest()).matches("[0-9a-f]{64}").isEqualTo(other.digest());
        other.add(event(1, TextState.MISSING, Map.of()), null);
        assertThat(one.digest()).isNotEqualTo(other.digest());
    }
}
