/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import io.leeway.stats.map.SplitMix64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A bounded text with its fixed 64-bit hash, in the order of the hash (as an unsigned number), then of the text.
 *
 * <p>The hash is part of the stored form of summaries: it decides what is kept when a limit is reached. It mixes the
 * UTF-8 bytes eight at a time, lowest first, and starts from their number. It is not secret, so a sender who chooses
 * texts can choose hashes too; what is at stake is only which of too many names are kept.
 *
 * @param hash of the bounded text
 * @param text at most {@value #LONGEST} characters, without unpaired surrogates
 */
record HashedName(long hash, String text) implements Comparable<HashedName> {

    static final int LONGEST = 128;
    private static final int KEPT_OF_LONGER = 96;

    private static final long START = 0x5DEE_CE66_D1CE_4E5BL;

    /** The hashed form of {@link #bounded}{@code (text)}. */
    static HashedName of(String text) {
        String bounded = bounded(text);
        return new HashedName(hash(bounded), bounded);
    }

    /**
     * Texts of more than {@value #LONGEST} characters become their first {@value #KEPT_OF_LONGER}, a number sign and the
     * hash of the whole as 16 hexadecimal digits; unpaired surrogates, which UTF-8 cannot express, become question
     * marks.
     */
    static String bounded(String text) {
        String sound = isSound(text) ? text : new String(utf8(text), StandardCharsets.UTF_8);
        if (sound.length() <= LONGEST) {
            return sound;
        }
        int end = Character.isHighSurrogate(sound.charAt(KEPT_OF_LONGER - 1)) ? KEPT_OF_LONGER - 1 : KEPT_OF_LONGER;
        return sound.substring(0, end) + '#' + HexFormat.of().toHexDigits(hash(sound));
    }

    @Override
    public int compareTo(HashedName other) {
        int byHash = Long.compareUnsigned(hash, other.hash);
        return byHash != 0 ? byHash : text.compareTo(other.text);
    }

    private static long hash(String text) {
        byte[] bytes = utf8(text);
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long hash = SplitMix64.mix(START + bytes.length);
        while (words.remaining() >= Long.BYTES) {
            hash = SplitMix64.mix(hash ^ words.getLong()) + START;
        }
        long last = 0;
        for (int shift = 0; words.hasRemaining(); shift += Byte.SIZE) {
            last |= (words.get() & 0xFFL) << shift;
        }
        return SplitMix64.mix(hash ^ last);
    }

    private static boolean isSound(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
