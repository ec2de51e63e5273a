/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExemplarsTest extends SummaryContract<Exemplars, Observation> {

    private static final int LIMIT = 5;

    @Override
    Exemplars empty() {
        return new Exemplars(LIMIT);
    }

    @Override
    void add(Exemplars summary, Observation item) {
        summary.add(item);
    }

    @Override
    Exemplars read(byte[] bytes) {
        return Exemplars.fromBytes(bytes);
    }

    /** Some ids occur with different contents. */
    @Override
    List<Observation> items(Random random, int size) {
        return TestEvents.random(random, size);
    }

    private static Observation event(String id, int numbers) {
        TreeMap<String, Double> values = new TreeMap<>();
        for (int i = 0; i < numbers; i++) {
            values.put("n" + (100 + i), (double) i);
        }
        return new Observation(
                id, "t", null, 5, TextState.PRESENT, new float[] {0.6f, -0.8f, 0}, values, new TreeMap<>());
    }

    @Test
    void shouldKeepTheEventAsItWas() {
        Exemplars exemplars = empty();
        exemplars.add(event("e", 2));

        Exemplar only = exemplars.list().get(0);

        assertThat(exemplars.list()).hasSize(1);
        assertThat(only.eventId()).isEqualTo("e");
        assertThat(only.traceId()).isEqualTo("t");
        assertThat(only.sessionId()).isNull();
        assertThat(only.occurredAt()).isEqualTo(5);
        assertThat(only.numbers()).containsEntry("n100", 0.0).containsEntry("n101", 1.0);
        assertThat(only.vector().decode()[0]).isBetween(0.59f, 0.61f);
        assertThat(Exemplars.fromBytes(exemplars.toBytes()).list()).isEqualTo(exemplars.list());
    }

    private static Observation quoted(String id, String excerpt) {
        return new Observation(
                id,
                null,
                null,
                5,
                TextState.PRESENT,
                new float[] {0.6f, -0.8f, 0},
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                excerpt);
    }

    @Test
    void shouldKeepExcerptsAndChangeNothingWithoutThem() {
        Exemplars exemplars = empty();
        exemplars.add(quoted("a", null));
        byte[] without = exemplars.toBytes();
        exemplars.add(quoted("b", "my card 🚀"));

        assertThat(without[0]).isEqualTo((byte) 1);
        assertThat(exemplars.toBytes()[0]).isEqualTo((byte) 2);
        assertThat(Exemplars.fromBytes(exemplars.toBytes()).list())
                .extracting(Exemplar::excerpt)
                .containsExactlyInAnyOrder(null, "my card 🚀");
    }

    @Test
    void shouldChooseTheSameEventsWithAndWithoutExcerpts() {
        Exemplars with = empty();
        Exemplars without = empty();
        for (int i = 0; i < 100; i++) {
            with.add(quoted("e" + i, i % 2 == 0 ? "text " + i : null));
            without.add(quoted("e" + i, null));
        }
        Exemplars mixed = with.copy();
        mixed.merge(without);

        assertThat(with.list()).extracting(Exemplar::eventId).isEqualTo(ids(without));
        assertThat(mixed.list()).extracting(Exemplar::eventId).isEqualTo(ids(without));
    }

    private static List<String> ids(Exemplars exemplars) {
        return exemplars.list().stream().map(Exemplar::eventId).toList();
    }

    @Test
    void shouldRefuseExcerptsInBytesThatHaveNone() {
        Exemplars exemplars = empty();
        exemplars.add(quoted("b", "text"));
        byte[] bytes = exemplars.toBytes();
        bytes[0] = 1;
        byte[] newer = exemplars.toBytes();
        newer[0] = 3;

        assertThatThrownBy(() -> Exemplars.fromBytes(bytes))
                .isInstanceOf(CorruptSummaryException.class)
                .hasMessageContaining("an exemplar with parts 12");
        assertThatThrownBy(() -> Exemplars.fromBytes(newer))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessage("exemplars is stored in format version 3, but this build reads only versions 1 to 2");
        assertThatThrownBy(() -> quoted("c", "x".repeat(1_001)))
                .hasMessage("excerpt of 1001 characters is longer than 1000");
    }

    @Test
    void shouldCountAnEventSeenTwiceOnce() {
        Exemplars once = empty();
        once.add(event("e", 1));
        Exemplars twice = empty();
        twice.add(event("e", 1));
        twice.add(event("e", 1));

        assertThat(twice.toBytes()).isEqualTo(once.toBytes());
    }

    @Test
    void shouldKeepTheSmallestNamesOfMany() {
        Exemplars exemplars = empty();
        exemplars.add(event("e", 100));

        assertThat(exemplars.list().get(0).numbers())
                .hasSize(64)
                .containsKey("n100")
                .containsKey("n163")
                .doesNotContainKey("n164");
    }

    @Test
    void shouldSampleEventsUniformly() {
        int events = 50;
        int rounds = 4_000;
        int[] kept = new int[events];
        for (int round = 0; round < rounds; round++) {
            Exemplars exemplars = empty();
            for (int i = 0; i < events; i++) {
                exemplars.add(event("round-" + round + "-event-" + i, 0));
            }
            for (Exemplar exemplar : exemplars.list()) {
                String id = exemplar.eventId();
                kept[Integer.parseInt(id.substring(id.lastIndexOf('-') + 1))]++;
            }
        }

        double expected = (double) rounds * LIMIT / events;
        double chiSquare = 0;
        for (int count : kept) {
            chiSquare += (count - expected) * (count - expected) / (expected * (1 - (double) LIMIT / events));
        }
        // 49 degrees of freedom: 99.9 % is 85
        assertThat(chiSquare).isLessThan(85);
    }

    @Test
    void shouldRefuseAMergeOfAnotherLimit() {
        assertThatThrownBy(() -> empty().merge(new Exemplars()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 and 16");
    }
}
