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

    @Test
    void shouldSpendExactlyTheBudgetWhateverTheFeatures() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            List<DetectorKey> detectors = randomDetectors(random);

            SortedMap<DetectorKey, Double> shares = Budget.shares(detectors);

            assertThat(shares.keySet()).as("set %s", i).containsExactlyInAnyOrderElementsOf(detectors);
            assertThat(shares.values()).allMatch(share -> share > 0);
            double sum =
                    shares.values().stream().mapToDouble(Double::doubleValue).sum();
            assertThat(sum).as("set %s: %s", i, detectors).isCloseTo(1, within(1e-12));
        }
    }

    private static List<DetectorKey> randomDetectors(Random random) {
        List<DetectorKey> detectors = new ArrayList<>();
        boolean text = random.nextBoolean();
        if (text) {
            add(
                    detectors,
                    random,
                    "text",
                    Detector.EMBEDDING,
                    Detector.SPECTRAL,
                    Detector.NOVEL_95,
                    Detector.NOVEL_99,
                    Detector.MISSING);
            add(detectors, random, "descriptor:length", Detector.LADDER, Detector.TAIL);
        }
        int numbers = random.nextInt(5);
        for (int i = 0; i < numbers; i++) {
            add(detectors, random, "number:" + i, Detector.LADDER, Detector.DECILES, Detector.UNSEEN, Detector.MISSING);
        }
        int categories = random.nextInt(5) + (text || numbers > 0 ? 0 : 1);
        for (int i = 0; i < categories; i++) {
            add(detectors, random, "category:" + i, Detector.SHARES, Detector.UNSEEN, Detector.MISSING);
        }
        if (random.nextBoolean()) {
            detectors.add(new DetectorKey("joint", Detector.JOINT));
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
        SortedMap<DetectorKey, Double> shares = Budget.shares(List.of(
                new DetectorKey("text", Detector.EMBEDDING),
                new DetectorKey("text", Detector.SPECTRAL),
                new DetectorKey("text", Detector.NOVEL_95),
                new DetectorKey("text", Detector.NOVEL_99),
                new DetectorKey("text", Detector.MISSING),
                new DetectorKey("descriptor:length", Detector.LADDER),
                new DetectorKey("descriptor:length", Detector.TAIL),
                new DetectorKey("joint", Detector.JOINT),
                new DetectorKey("number:a", Detector.LADDER),
                new DetectorKey("number:a", Detector.UNSEEN),
                new DetectorKey("number:a", Detector.MISSING),
                new DetectorKey("category:b", Detector.MISSING)));

        assertThat(share(shares, "text", Detector.EMBEDDING)).isCloseTo(0.4 * 0.2, within(1e-12));
        assertThat(share(shares, "text", Detector.NOVEL_99)).isCloseTo(0.4 * 0.15, within(1e-12));
        assertThat(share(shares, "text", Detector.MISSING)).isCloseTo(0.4 * 0.02, within(1e-12));
        assertThat(share(shares, "descriptor:length", Detector.TAIL)).isCloseTo(0.4 * 0.14, within(1e-12));
        assertThat(share(shares, "joint", Detector.JOINT)).isCloseTo(0.6 * 0.4, within(1e-12));
        assertThat(share(shares, "number:a", Detector.LADDER)).isCloseTo(0.6 * 0.3 * 0.8, within(1e-12));
        assertThat(share(shares, "number:a", Detector.UNSEEN)).isCloseTo(0.6 * 0.3 * 0.1, within(1e-12));
        assertThat(share(shares, "category:b", Detector.MISSING)).isCloseTo(0.6 * 0.3, within(1e-12));
    }

    private static double share(SortedMap<DetectorKey, Double> shares, String feature, Detector detector) {
        return shares.get(new DetectorKey(feature, detector));
    }

    @Test
    void shouldHaveNothingToShareAmongNobody() {
        assertThat(Budget.shares(List.of())).isEmpty();
    }
}
