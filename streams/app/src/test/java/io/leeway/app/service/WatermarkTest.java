/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {

    private final Watermark<String> mark = new Watermark<>("nothing");

    @Test
    void shouldSayTheNewestThingThatAPositionCaughtUpWith() {
        mark.expect(10, "ten");
        mark.expect(20, "twenty");
        mark.expect(30, "thirty");

        mark.reach(9);
        assertThat(mark.reached()).isEqualTo("nothing");
        mark.reach(10);
        assertThat(mark.reached()).isEqualTo("ten");
        mark.reach(29);
        assertThat(mark.reached()).isEqualTo("twenty");
        mark.reach(30);
        assertThat(mark.reached()).isEqualTo("thirty");
    }

    @Test
    void shouldTakeTheNewerMeaningOfAnEndThatStands() {
        mark.expect(10, "first");
        mark.expect(10, "second");
        mark.reach(10);

        assertThat(mark.reached()).isEqualTo("second");
    }

    @Test
    void shouldBeReachedAtOnceWhereThereIsNothingToRead() {
        mark.expect(0, "empty");
        mark.reach(0);

        assertThat(mark.reached()).isEqualTo("empty");
    }

    @Test
    void shouldNotGoBackWhenAPositionDoes() {
        mark.expect(10, "ten");
        mark.reach(10);
        mark.expect(20, "twenty");
        mark.reach(5);

        assertThat(mark.reached()).isEqualTo("ten");
    }

    @Test
    void shouldCatchUpAfterALongTimeBehind() {
        for (int end = 1; end <= 100_000; end++) {
            mark.expect(end, "end " + end);
        }
        mark.reach(100_000);
        assertThat(mark.reached()).startsWith("end ");

        mark.expect(100_001, "now");
        mark.reach(100_001);

        assertThat(mark.reached()).isEqualTo("now");
    }
}
