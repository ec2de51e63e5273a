/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenTableTest {

    private final TokenTable table = new TokenTable(2, new float[] {3, 0, 0, 4, -3, 0, 0, -1});

    @Test
    void shouldScaleTheSumOfItsRows() {
        assertThat(table.vector(new long[] {0})).containsExactly(1, 0);
        assertThat(table.vector(new long[] {0, 1})).containsExactly(0.6f, 0.8f);
        assertThat(table.vector(new long[] {0, 1, 0, 1})).containsExactly(0.6f, 0.8f);
    }

    @Test
    void shouldHaveARowForATextWithoutTokens() {
        assertThat(table.vector(new long[0])).containsExactly(0, -1);
    }

    @Test
    void shouldRefuseATokenThatItDoesNotHave() {
        assertThatThrownBy(() -> table.vector(new long[] {3}))
                .isInstanceOf(EmbeddingException.class)
                .hasMessage("token 3 must be from 0 to 2");
        assertThatThrownBy(() -> table.vector(new long[] {-1})).isInstanceOf(EmbeddingException.class);
    }

    @Test
    void shouldRefuseEntriesThatAreNoTable() {
        assertThatThrownBy(() -> new TokenTable(2, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 entries must be one or more rows of dimension 2");
        assertThatThrownBy(() -> new TokenTable(0, new float[3])).isInstanceOf(IllegalArgumentException.class);
    }
}
