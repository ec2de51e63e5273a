/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.GoldenFile;
import io.leeway.stats.evidence.FleetDigest.Entry;
import io.leeway.stats.evidence.FleetDigest.Rule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetDigestTest {

    @Test
    void shouldAgreeWithScipy() {
        List<String[]> rows = GoldenFile.rows(FleetDigestTest.class, "fleet-digest.csv");
        assertThat(rows).hasSize(5);
        for (String[] row : rows) {
            Map<String, Double> fleet = fleet(GoldenFile.numbers(row[0]));
            assertAdjusted(FleetDigest.of(fleet, 0.1, Rule.BENJAMINI_HOCHBERG), row[1], row[2]);
            assertAdjusted(FleetDigest.of(fleet, 0.1, Rule.E_BH), row[3], row[2]);
        }
    }

    private static void assertAdjusted(FleetDigest digest, String levels, String evidence) {
        double[] expected = GoldenFile.numbers(levels);
        double[] eValues = GoldenFile.numbers(evidence);
        for (Entry entry : digest.entries()) {
            int agent = Integer.parseInt(entry.name());
            assertThat(entry.adjusted())
                    .as("%s %s", digest.rule(), entry)
                    .isCloseTo(expected[agent], within(1e-12 * expected[agent]));
            assertThat(entry.eValue()).as("%s", entry).isCloseTo(eValues[agent], within(1e-12 * eValues[agent]));
            assertThat(entry.reported()).as("%s", entry).isEqualTo(expected[agent] <= 0.1);
        }
    }

    @Test
    void shouldReportWhatTheBoundOfTheRateReports() {
        for (long seed = 0; seed < 500; seed++) {
            double[] p = pValues(new Random(seed));
            double bound = FalseDiscoveryRate.bound(p, 0.2);

            FleetDigest digest = FleetDigest.of(fleet(p), 0.2, Rule.BENJAMINI_HOCHBERG);

            assertThat(digest.reported())
                    .as("seed %s", seed)
                    .hasSize((int)
                            Arrays.stream(p).filter(value -> value <= bound).count())
                    .allSatisfy(entry -> assertThat(entry.pValue()).isLessThanOrEqualTo(bound));
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void shouldRankAndReportFromTheTop(Rule rule) {
        for (long seed = 0; seed < 300; seed++) {
            double[] p = pValues(new Random(seed));

            FleetDigest digest = FleetDigest.of(fleet(p), 0.1, rule);

            assertThat(digest.entries()).as("seed %s", seed).hasSize(p.length);
            Entry before = null;
            for (Entry entry : digest.entries()) {
                long smaller =
                        Arrays.stream(p).filter(value -> value < entry.pValue()).count();
                assertThat(entry.rank()).as("seed %s, %s", seed, entry).isEqualTo((int) smaller + 1);
                if (before != null) {
                    assertThat(entry.adjusted())
                            .as("seed %s, %s", seed, entry)
                            .isGreaterThanOrEqualTo(before.adjusted());
                    assertThat(before.reported() || !entry.reported())
                            .as("seed %s, %s", seed, entry)
                            .isTrue();
                    if (entry.pValue() == before.pValue()) {
                        assertThat(entry.reported()).isEqualTo(before.reported());
                        assertThat(entry.name()).isGreaterThan(before.name());
                    }
                }
                before = entry;
            }
        }
    }

    @Test
    void shouldReportNoMoreUnderAnyDependence() {
        for (long seed = 0; seed < 300; seed++) {
            Map<String, Double> fleet = fleet(pValues(new Random(seed)));

            assertThat(FleetDigest.of(fleet, 0.1, Rule.BENJAMINI_HOCHBERG).reported())
                    .as("seed %s", seed)
                    .extracting(Entry::name)
                    .containsAll(FleetDigest.of(fleet, 0.1, Rule.E_BH).reported().stream()
                            .map(Entry::name)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void shouldKeepTheShareOfFalseReports(Rule rule) {
        long seed = 21;
        Random random = new Random(seed);
        int periods = 2000;
        double q = 0.2;
        double falseShare = 0;
        int found = 0;
        for (int period = 0; period < periods; period++) {
            double[] p = new double[60];
            Arrays.setAll(p, i -> i < 10 ? Math.pow(random.nextDouble(), 8) / 100 : random.nextDouble());
            List<Entry> reported = FleetDigest.of(fleet(p), q, rule).reported();
            long wrong = reported.stream()
                    .filter(entry -> Integer.parseInt(entry.name()) >= 10)
                    .count();
            falseShare += (double) wrong / Math.max(1, reported.size()) / periods;
            found += reported.size() - (int) wrong;
        }
        assertThat(falseShare).as("seed %s", seed).isLessThan(q * 50 / 60 + 0.015);
        assertThat(found).as("of %s changes, seed %s", 10 * periods, seed).isGreaterThan(5 * periods);
    }

    @Test
    void shouldHaveEvidenceOfAtMostOneWithoutChange() {
        // The midpoint rule in ln p, where the integrand is smooth; what lies below e^-700 counts for the κ = .1 term
        // only.
        double sum = 0;
        double step = 1e-3;
        for (double x = step / 2; x < 700; x += step) {
            sum += FleetDigest.eValue(Math.exp(-x)) * Math.exp(-x) * step;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(FleetDigest.eValue(1)).isCloseTo(0.5, within(1e-15));
        assertThat(FleetDigest.eValue(0)).isInfinite();
    }

    @Test
    void shouldReportACertainAgentAndNoneOfAnEmptyFleet() {
        for (Rule rule : Rule.values()) {
            FleetDigest digest = FleetDigest.of(Map.of("a", 0.0, "b", 1.0), 0.05, rule);

            assertThat(digest.reported()).extracting(Entry::name).containsExactly("a");
            assertThat(digest.entries().get(0).adjusted()).isZero();
            assertThat(FleetDigest.of(Map.of(), 0.05, rule).entries()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1})
    void shouldRefuseWhatIsNoProbability(double wrong) {
        for (Rule rule : Rule.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FleetDigest.of(Map.of("a", wrong, "b", 0.1), 0.1, rule))
                    .withMessageContaining("not a p-value: " + wrong);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FleetDigest.of(Map.of("a", 0.1), wrong, rule))
                    .withMessageContaining("q is " + wrong);
        }
    }

    /** With ties and some very small ones. */
    private static double[] pValues(Random random) {
        return random.doubles(1 + random.nextInt(40))
                .map(value -> random.nextInt(3) == 0 ? Math.pow(value, 10) : Math.rint(20 * value) / 20)
                .toArray();
    }

    private static Map<String, Double> fleet(double[] pValues) {
        Map<String, Double> fleet = new LinkedHashMap<>();
        for (int i = 0; i < pValues.length; i++) {
            fleet.put(Integer.toString(i), pValues[i]);
        }
        return fleet;
    }
}
