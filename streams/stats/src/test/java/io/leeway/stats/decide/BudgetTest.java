/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.decide.DetectorKey.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final double PANES = 43_200;

    @Test
    void shouldSpendExactlyTheBudgetWhateverTheFeatures() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            List<DetectorKey> detectors = randomDetectors(random);

            SortedMap<DetectorKey, Double> thresholds = new Budget(PANES).thresholds(detectors);

            assertThat(thresholds.keySet()).as("set %s", i).containsExactlyInAnyOrderElementsOf(detectors);
            assertThat(thresholds.values()).allMatch(threshold -> threshold > 0);
            double sum = thresholds.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertThat(sum * PANES).as("set %s: %s", i, detectors).isCloseTo(1, within(1e-12));
        }
    }

    private static List<DetectorKey> randomDetectors(Random random) {
        List<DetectorKey> detectors = new ArrayList<>();
        boolean text = random.nextBoolean();
        if (text) {
            add(detectors, random, "text", Detector.EMBEDDING, Detector.MISSING);
        }
        int numbers = random.nextInt(5);
        for (int i = 0; i < numbers; i++) {
            add(detectors, random, "number:" + i, Detector.LADDER, Detector.UNSEEN, Detector.MISSING);
        }
        int categories = random.nextInt(5) + (text || numbers > 0 ? 0 : 1);
        for (int i = 0; i < categories; i++) {
            add(detectors, random, "category:" + i, Detector.SHARES, Detector.UNSEEN, Detector.MISSING);
        }
        return detectors;
    }

    /** At least one of them, as a constant feature lacks the first. */
    private static void add(List<DetectorKey> detectors, Random random, String feature, Detector... possible) {
        int sure = random.nextInt(possible.length);
        for (int i = 0; i < possible.length; i++) {
            if (i == sure || random.nextBoolean()) {
                detectors.add(new DetectorKey(feature, possible[i]));
            }
        }
    }

    @Test
    void shouldGiveTheTextTwoFifthsBesideOtherFeatures() {
        SortedMap<DetectorKey, Double> thresholds = new Budget(PANES)
                .thresholds(List.of(
                        new DetectorKey("text", Detector.EMBEDDING),
                        new DetectorKey("text", Detector.MISSING),
                        new DetectorKey("number:a", Detector.LADDER),
                        new DetectorKey("number:a", Detector.UNSEEN),
                        new DetectorKey("number:a", Detector.MISSING),
                        new DetectorKey("category:b", Detector.MISSING)));

        assertThat(share(thresholds, "text", Detector.EMBEDDING)).isCloseTo(0.32, within(1e-12));
        assertThat(share(thresholds, "text", Detector.MISSING)).isCloseTo(0.08, within(1e-12));
        assertThat(share(thresholds, "number:a", Detector.LADDER)).isCloseTo(0.24, within(1e-12));
        assertThat(share(thresholds, "number:a", Detector.UNSEEN)).isCloseTo(0.03, within(1e-12));
        assertThat(share(thresholds, "category:b", Detector.MISSING)).isCloseTo(0.3, within(1e-12));
    }

    private static double share(SortedMap<DetectorKey, Double> thresholds, String feature, Detector detector) {
        return thresholds.get(new DetectorKey(feature, detector)) * PANES;
    }

    @Test
    void shouldHaveNothingToShareAmongNobody() {
        assertThat(new Budget(PANES).thresholds(List.of())).isEmpty();
    }
}
