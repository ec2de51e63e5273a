/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.schemas.CorpusItem;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemDecoderTest {

    private final ItemDecoder decoder = new ItemDecoder(InputFormat.AUTO);

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private BadEventException refused(String key, String value) {
        return catchThrowableOfType(BadEventException.class, () -> decoder.decode(bytes(key), bytes(value)));
    }

    @Test
    void shouldReadBothForms() {
        CorpusItem item = CorpusItem.newBuilder()
                .setAgentId("a")
                .setItemId("faq-1")
                .setText("how to reset a password")
                .build();

        assertThat(decoder.decode(null, Records.CORPUS_ITEM.encode(item))).isEqualTo(item);
        assertThat(decoder.decode(null, bytes(Records.CORPUS_ITEM.toJson(item))))
                .isEqualTo(item);
        assertThat(decoder.decode(bytes("whatever"), bytes("{\"agentId\":\"a\",\"itemId\":\"faq-1\",\"deleted\":true}"))
                        .getDeleted())
                .isTrue();
        assertThat(new ItemDecoder(InputFormat.JSON)
                        .decode(null, bytes("{\"agentId\":\"a\",\"itemId\":\"x\",\"embedding\":[1,2]}"))
                        .getEmbedding())
                .isEqualTo(List.of(1f, 2f));
    }

    @Test
    void shouldTakeARecordWithoutAValueForADeletion() {
        CorpusItem item = decoder.decode(bytes("sup%7Cport|faq|1%25"), null);

        assertThat(item.getAgentId()).isEqualTo("sup|port");
        assertThat(item.getItemId()).isEqualTo("faq|1%");
        assertThat(item.getDeleted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no bar", "|item", "agent|"})
    void shouldRefuseADeletionOfWhoKnowsWhat(String key) {
        assertThat(refused(key, null).reason()).isEqualTo(Reason.INVALID_ITEM);
    }

    @Test
    void shouldRefuseADeletionWithoutAKey() {
        assertThat(refused(null, null)).hasMessage("a record without a value must have the key agentId|itemId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"agentId\":\"\",\"itemId\":\"x\",\"text\":\"secret\"}; INVALID_ITEM; agentId must have 1 to 512 characters: 0",
                "{\"agentId\":\"a\",\"itemId\":\"\",\"text\":\"secret\"}; INVALID_ITEM; itemId must have 1 to 512 characters: 0",
                "{\"agentId\":\"a\",\"itemId\":\"x\"}; INVALID_ITEM; needs a text that is neither empty nor redacted",
                "{\"agentId\":\"a\",\"itemId\":\"x\",\"text\":\" \"}; INVALID_ITEM; needs a text that is neither empty nor redacted",
                "{\"agentId\":\"a\",\"itemId\":\"x\",\"text\":\"__REDACTED__\"}; INVALID_ITEM; nor redacted",
                "{\"itemId\":\"x\",\"text\":\"secret\"}; UNPARSABLE; not an item of a corpus",
                "secret text; UNPARSABLE; not an item of a corpus"
            })
    void shouldRefuseWhatIsNoItemWithoutQuotingIt(String json, Reason reason, String message) {
        BadEventException error = refused(null, json);

        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error).hasMessageContaining(message).hasMessageNotContaining("secret");
    }
}
