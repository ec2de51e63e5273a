/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.List;
import java.util.stream.Stream;

/** Texts of the contract suite: ordinary, foreign and hostile ones. */
final class ContractTexts {

    /** The same request in twenty languages and eleven scripts. */
    static final List<String> LANGUAGES = List.of(
            "Where is my parcel?",
            "Wo ist mein Paket?",
            "Où est mon colis ?",
            "¿Dónde está mi paquete?",
            "Dov'è il mio pacco?",
            "Onde está a minha encomenda?",
            "Waar is mijn pakket?",
            "Gdzie jest moja paczka?",
            "Kde je můj balík?",
            "Hol van a csomagom?",
            "Paketim nerede?",
            "Missä pakettini on?",
            "Где моя посылка?",
            "Πού είναι το δέμα μου;",
            "איפה החבילה שלי?",
            "أين طردي؟",
            "मेरा पार्सल कहाँ है?",
            "พัสดุของฉันอยู่ที่ไหน",
            "我的包裹在哪里？",
            "내 소포는 어디에 있나요?");

    /** Strings that are legal in Java and awkward in native code. */
    static final List<String> HOSTILE = List.of(
            "",
            " ",
            " \t\r\n\u00A0\u2003",
            "👍",
            "👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇺",
            "𝕳𝖊𝖑𝖑𝖔 𠜎𠜱𠝹",
            "high \uD83D alone",
            "low \uDE00 alone",
            "\uDE00\uD83D",
            "ends high \uD83D",
            "a\u0000b",
            "\u0000",
            "\u0001\u0007\u001B[31m\u007F\u0085",
            "\u202Eright to left\u202C \u200B\u200D\uFEFF",
            "\uFFFD\uFFFE\uFFFF",
            "e\u0301\u0301\u0301\u0301 Z̷͙̪a̶l̵g̴o̸",
            "[CLS] [SEP] [PAD] [MASK] [UNK] <s> </s>",
            "'; DROP TABLE events; --");

    /** Long enough to be cut by every model, without a blank and with blanks. */
    static final List<String> LONG = List.of("a".repeat(100_000), "word ".repeat(20_000), "漢".repeat(100_000));

    private ContractTexts() {}

    static List<String> all() {
        return Stream.of(LANGUAGES, HOSTILE, LONG).flatMap(List::stream).toList();
    }
}
