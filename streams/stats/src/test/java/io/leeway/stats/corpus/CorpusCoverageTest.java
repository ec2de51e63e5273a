/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.sketch.QuantisedVector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorpusCoverageTest {

    private static final String STORED = "corpus-coverage-v1.bin";
    private static final int DIMENSION = 6;

    /** Writes the golden file anew: the folder is the argument. */
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0], STORED), sample().toBytes());
    }

    private static CorpusCoverage sample() {
        return CorpusCoverage.fit(items(7, 3, 300)).orElseThrow();
    }

    /** Items around the first axes. */
    private static List<QuantisedVector> items(long seed, int topics, int number) {
        Random random = new Random(seed);
        List<QuantisedVector> items = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            items.add(QuantisedVector.of(near(i % topics, random)));
        }
        return items;
    }

    private static float[] near(int axis, Random random) {
        return near(axis, 0.1, random);
    }

    private static float[] near(int axis, double spread, Random random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) ((i == axis ? 1 : 0) + spread * random.nextGaussian());
        }
        return vector;
    }

    private static float[] axis(int axis) {
        float[] vector = new float[DIMENSION];
        vector[axis] = 1;
        return vector;
    }

    @Test
    void shouldMeasureFromTheNearestThingTheCorpusKnows() {
        CorpusCoverage coverage = sample();

        assertThat(coverage.size()).isEqualTo(300 / 8);
        assertThat(coverage.sampled()).isEqualTo(300);
        for (int known = 0; known < 3; known++) {
            assertThat(coverage.distance(axis(known))).isBetween(0.0, coverage.usual());
        }
        for (int unknown = 3; unknown < DIMENSION; unknown++) {
            assertThat(coverage.distance(axis(unknown))).isGreaterThan(5 * coverage.usual());
        }
    }

    @Test
    void shouldCallAsManyUnknownItemsUsualAsItSays() {
        CorpusCoverage coverage = sample();
        long beyond = items(8, 3, 20_000).stream()
                .filter(item -> coverage.distance(item.decode()) > coverage.usual())
                .count();

        // A half covers less than the whole, so that fewer are beyond than one in twenty.
        assertThat(beyond / 20_000.0).isBetween(0.015, 0.06);
    }

    @Test
    void shouldAgreeWithDistancesByTheirDefinition() {
        List<QuantisedVector> equal = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            equal.add(QuantisedVector.of(new float[] {3, 4}));
        }
        CorpusCoverage coverage = CorpusCoverage.fit(equal).orElseThrow();

        assertThat(coverage.size()).isEqualTo(1);
        assertThat(coverage.usual()).isCloseTo(0, within(1e-3));
        double radius = CorpusCoverage.LEAST_RADIUS;
        assertThat(coverage.distance(new float[] {1, 0}) * radius).isCloseTo(0.4 * 0.4 + 0.8 * 0.8, within(0.01));
        assertThat(coverage.distance(new float[] {-0.6f, -0.8f}) * radius).isCloseTo(4, within(0.01));
        assertThat(coverage.distance(new float[2]) * radius).isEqualTo(2);
    }

    /** A loose subject and a dense one: each is usual by its own measure. */
    @Test
    void shouldMeasureEachSubjectByItsOwnSpread() {
        Random random = new Random(11);
        List<QuantisedVector> items = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            items.add(QuantisedVector.of(near(i % 2, i % 2 == 0 ? 0.05 : 0.4, random)));
        }
        Collections.shuffle(items, random);
        CorpusCoverage coverage = CorpusCoverage.fit(items).orElseThrow();
        float[] beside = axis(0);
        beside[3] = 0.5f;

        assertThat(coverage.distance(QuantisedVector.of(beside).decode()))
                .as("as near to the dense one as what belongs to the loose one is to that")
                .isGreaterThan(2 * coverage.usual());
        for (int subject = 0; subject < 2; subject++) {
            int far = 0;
            for (int i = 0; i < 5_000; i++) {
                float[] vector = QuantisedVector.of(near(subject, subject == 0 ? 0.05 : 0.4, random))
                        .decode();
                far += coverage.distance(vector) > coverage.usual() ? 1 : 0;
            }
            assertThat(far / 5_000.0).as("subject %s", subject).isLessThan(0.1);
        }
    }

    @Test
    void shouldSayNothingOfTooFewItems() {
        assertThat(CorpusCoverage.fit(items(1, 3, 199))).isEmpty();
        assertThat(CorpusCoverage.fit(items(1, 3, 200))).isPresent();
        assertThat(CorpusCoverage.fit(List.of())).isEmpty();
    }

    @Test
    void shouldRefuseMoreThanItLooksAt() {
        List<QuantisedVector> many = items(1, 1, CorpusCoverage.MOST_SAMPLED + 1);

        assertThatThrownBy(() -> CorpusCoverage.fit(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of items is 4097 but must be at most 4096");
    }

    @Test
    void shouldRefuseVectorsOfAnotherDimension() {
        assertThatThrownBy(() -> sample().distance(new float[DIMENSION + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension of a vector is 7 but must be 6");
    }

    @Test
    void shouldReadAndWriteTheStoredBytes() throws IOException {
        try (InputStream resource = CorpusCoverageTest.class.getResourceAsStream(STORED)) {
            assertThat(resource).as(STORED).isNotNull();
            byte[] stored = resource.readAllBytes();

            assertThat(sample().toBytes()).isEqualTo(stored);
            CorpusCoverage read = CorpusCoverage.fromBytes(stored);
            assertThat(read.toBytes()).isEqualTo(stored);
            Random random = new Random(3);
            for (int i = 0; i < 100; i++) {
                float[] vector = QuantisedVector.of(near(i % DIMENSION, random)).decode();
                assertThat(read.distance(vector)).isEqualTo(sample().distance(vector));
            }
        }
    }

    @Test
    void shouldRefuseWhatItDidNotWrite() {
        byte[] bytes = sample().toBytes();
        byte[] unknown = bytes.clone();
        unknown[0] = 9;

        assertThatThrownBy(() -> CorpusCoverage.fromBytes(unknown)).hasMessageContaining("unknown version 9");
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CorpusCoverage.fromBytes(part))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
        }
        assertThatThrownBy(() -> CorpusCoverage.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("damaged");
    }
}
