/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaneKeyTest {

    private static final StreamKey STREAM = new StreamKey("support", "v2");

    @Test
    void shouldComeBackFromItsBytes() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            PaneKey key = new PaneKey(
                    new StreamKey("x" + StreamKeyTest.randomText(random), StreamKeyTest.randomText(random)),
                    random.nextLong() >> random.nextInt(64),
                    StreamKeyTest.randomText(random));

            assertThat(PaneKey.fromBytes(key.toBytes())).as("seed %d", seed).isEqualTo(key);
        }
    }

    @Test
    void shouldBeStoredInTheOrderOfTime() {
        List<Long> times = new ArrayList<>(List.of(
                Long.MIN_VALUE, -86_400_000L, -60_000L, -1L, 0L, 1L, 255L, 256L, 1_767_225_600_000L, Long.MAX_VALUE));
        List<byte[]> stored = new ArrayList<>(times.stream()
                .map(time -> new PaneKey(STREAM, time, "inputs-3").toBytes())
                .toList());
        Collections.shuffle(stored, new Random(7));

        stored.sort(Arrays::compareUnsigned);

        assertThat(stored.stream().map(bytes -> PaneKey.fromBytes(bytes).start()))
                .containsExactlyElementsOf(times);
    }

    @Test
    void shouldBeginWithThePrefixOfItsStreamAndOfNoOther() {
        List<StreamKey> streams = List.of(
                STREAM,
                new StreamKey("support", ""),
                new StreamKey("support", "v"),
                new StreamKey("support", "v22"),
                new StreamKey("suppor", "tv2"),
                new StreamKey("support\0", "v2"),
                new StreamKey("support|v2", ""));
        for (StreamKey stream : streams) {
            for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
                byte[] key = new PaneKey(stream, time, "").toBytes();

                assertThat(streams.stream().filter(other -> startsWith(key, PaneKey.prefix(other))))
                        .as("streams whose prefix the key of '%s' at %d has", stream, time)
                        .containsExactly(stream);
            }
        }
    }

    @Test
    void shouldKeepTheKeysOfAStreamTogether() {
        List<byte[]> stored = new ArrayList<>();
        for (String agent : List.of("a", "ab", "a\0b", "b")) {
            for (long time : new long[] {5, -5}) {
                stored.add(new PaneKey(new StreamKey(agent, ""), time, "x").toBytes());
            }
        }

        stored.sort(Arrays::compareUnsigned);

        List<String> agents = stored.stream()
                .map(bytes -> PaneKey.fromBytes(bytes).stream().agentId())
                .toList();
        assertThat(agents).isSortedAccordingTo(Comparator.comparing(agent -> new StreamKey(agent, "").toString()));
        assertThat(agents.stream().distinct().count()).isEqualTo(4);
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
