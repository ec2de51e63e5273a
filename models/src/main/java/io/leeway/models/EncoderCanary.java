/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest that changes when the encoder does: SHA-256 over the raw bits of the vectors of fixed texts, in order, each
 * float as four big-endian bytes.
 *
 * <p>It notices another model, tokenizer, maximum length, runtime version or processor kind (quantised arithmetic is not
 * the same on every instruction set), that is, everything that could move all vectors at once and look like drift. It
 * does not notice a change that leaves these texts alone.
 *
 * <p>Cost: one call of the model per text, {@value #TEXT_COUNT} in all, once per start.
 */
public final class EncoderCanary {

    static final int TEXT_COUNT = 12;

    private static final List<String> TEXTS = List.of(
            "Please cancel my order and refund the card I paid with.",
            "Wo kann ich meine Rechnung für März herunterladen?",
            "¿Puedo cambiar la dirección de entrega después de pagar?",
            "Le colis est arrivé abîmé, je voudrais un échange.",
            "予約を来週の金曜日に変更できますか。",
            "هل يمكنني التحدث مع موظف من فضلك؟",
            "Мне не приходит код подтверждения.",
            "🙂🙃 thanks!! 🚀🚀 👩‍👩‍👧",
            "0 1 2 3.14159 -42 6.02e23 +49 30 1234567 2031-12-31T23:59:59Z",
            "SELECT id, total FROM orders WHERE total > 99.5 ORDER BY id DESC; -- {\"k\": [1, null]}",
            "x",
            // Longer than any model reads, so that the place of the cut is part of the digest.
            "The quick answer is no, the long answer takes several pages. ".repeat(1000));

    private EncoderCanary() {}

    /**
     * Embeds the fixed texts.
     *
     * @return 64 hexadecimal digits in lower case
     * @throws EmbeddingException if the model fails on one of them
     */
    public static String digest(EmbedderSession session) {
        MessageDigest sha256 = Digests.sha256();
        for (String text : TEXTS) {
            float[] vector = session.embed(text);
            ByteBuffer bits = ByteBuffer.allocate(Float.BYTES * vector.length);
            for (float entry : vector) {
                bits.putInt(Float.floatToRawIntBits(entry));
            }
            sha256.update(bits.array());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static List<String> texts() {
        return TEXTS;
    }
}
