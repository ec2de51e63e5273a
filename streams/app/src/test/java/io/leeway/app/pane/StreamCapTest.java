/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.topic.StreamKey;
import org.junit.jupiter.api.Test;

class StreamCapTest {

    private static final StreamKey A = new StreamKey("a", "");
    private static final StreamKey A1 = new StreamKey("a", "v1");
    private static final StreamKey B = new StreamKey("b", "");

    private final StreamCap cap = new StreamCap(2);

    @Test
    void shouldKeepThoseThatCameFirst() {
        cap.take(A);
        cap.take(A1);

        assertThat(cap.admits(A)).isTrue();
        assertThat(cap.admits(A1)).isTrue();
        assertThat(cap.admits(B)).isFalse();
    }

    @Test
    void shouldCountAStreamOnceAndAMixNotAtAll() {
        cap.take(A);
        cap.take(A);
        cap.take(StreamKey.mix("a"));

        assertThat(cap.admits(B)).isTrue();
        assertThat(cap.admits(StreamKey.mix("a"))).isTrue();
        assertThat(cap.admits(StreamKey.mix("b"))).isFalse();
    }

    @Test
    void shouldKeepThoseThatWereThereBeforeTheCapSank() {
        cap.take(A);
        cap.take(A1);
        cap.take(B);

        assertThat(cap.admits(B)).isTrue();
    }
}
