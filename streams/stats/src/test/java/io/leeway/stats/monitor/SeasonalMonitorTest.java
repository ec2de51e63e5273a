/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.ReferenceNote;
import io.leeway.stats.window.ReferenceNote.Kind;
import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent whose topics follow the hour of the day, compared with its own hours. */
class SeasonalMonitorTest {

    private static final ReferenceSpec SEASONAL = new ReferenceSpec.Seasonal(Duration.ofDays(14), Duration.ofHours(2));

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldStaySilentThroughTheDaysAndFindTheMixOfAnotherHour(long seed) {
        Rhythm agent = new Rhythm(seed, 0.8, SEASONAL);
        agent.feed(7 * Rhythm.DAY, 0, 0);
        assertThat(agent.opened).as("seed %s", seed).isEmpty();
        assertThat(agent.last().notes()).extracting(ReferenceNote::kind).containsExactly(Kind.SHORT, Kind.HOURS_OF_DAY);
        assertThat(agent.last().tests())
                .extracting(Tested::reference)
                .isNotEmpty()
                .containsOnly("seasonal");

        agent.feed(2 * Rhythm.DAY, 0, 0);
        assertThat(agent.opened).as("seed %s", seed).isEmpty();

        // Six hours later the mix is one the agent has every day, but not at this hour.
        agent.feed(12, 36, 0);
        assertThat(agent.opened).as("seed %s", seed).hasSize(1);
        assertThat(agent.opened.get(0).family()).isEqualTo(Family.TEXT);
    }

    @Test
    void shouldFindASmallChangeWithinTheRhythm() {
        int seasonal = 0;
        for (long seed = 10; seed < 13; seed++) {
            seasonal += opens(seed, SEASONAL);
        }
        assertThat(seasonal).as("by hours, seeds 10 to 12").isEqualTo(3);
    }

    private static int opens(long seed, ReferenceSpec reference) {
        Rhythm agent = new Rhythm(seed, 0.8, reference);
        agent.feed(8 * Rhythm.DAY, 0, 0);
        int before = agent.opened.size();
        agent.feed(18, 0, 0.12);
        return agent.opened.size() - before;
    }

    @Test
    void shouldHaveNoiseFromAReferenceShorterThanTheDay() {
        Rhythm agent = new Rhythm(20, 0.8, new ReferenceSpec.Trailing(Duration.ofHours(12), Duration.ofHours(2)));

        agent.feed(3 * Rhythm.DAY, 0, 0);

        assertThat(agent.opened).as("seed 20").isNotEmpty();
    }

    @Test
    void shouldBePooledWithoutARhythm() {
        Rhythm agent =
                new Rhythm(30, 0, SEASONAL, new ReferenceSpec.Trailing(Duration.ofDays(14), Duration.ofHours(3)));
        agent.feed(7 * Rhythm.DAY, 0, 0);

        assertThat(agent.opened).as("seed 30").isEmpty();
        assertThat(referenceEvents(agent, "seasonal"))
                .as("each hour borrows from the others")
                .isBetween(0.5 * referenceEvents(agent, "trailing"), referenceEvents(agent, "trailing"));
    }

    private static double referenceEvents(Rhythm agent, String reference) {
        return agent.last().tests().stream()
                .filter(test -> test.reference().equals(reference))
                .findFirst()
                .orElseThrow()
                .result()
                .referenceEvents();
    }

    @Test
    void shouldGoOnAfterARestartAsIfNothingHadHappened() {
        Rhythm undisturbed = new Rhythm(40, 0.8, SEASONAL, new ReferenceSpec.None());
        Rhythm restarted = new Rhythm(40, 0.8, SEASONAL, new ReferenceSpec.None());
        for (int i = 0; i < 13; i++) {
            double newTopic = i == 11 ? 0.5 : 0;
            undisturbed.feed(70, 0, newTopic);
            restarted.feed(70, 0, newTopic);
            assertThat(restarted.last()).isEqualTo(undisturbed.last());
            assertThat(restarted.state().toBytes())
                    .isEqualTo(undisturbed.state().toBytes());
            restarted.restart();
        }
        assertThat(undisturbed.opened).as("seed 40").isNotEmpty();
        assertThat(restarted.opened).isEqualTo(undisturbed.opened);
    }
}
