/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How one person writes: the same message looks a little different from everybody.
 *
 * @param greetings how the person may begin a conversation
 * @param closings how the person may end one
 * @param lowerCase never uses capitals
 * @param noApostrophes writes dont and its
 * @param noCommas leaves out the commas inside a message
 * @param ending what becomes of the last full stop or question mark
 * @param slips probability of a typing slip in a message
 */
record WritingHabits(
        List<String> greetings,
        List<String> closings,
        boolean lowerCase,
        boolean noApostrophes,
        boolean noCommas,
        Ending ending,
        double slips) {

    /** What a person does with the mark at the end of a message. */
    enum Ending {
        /** Writes it. */
        MARKED,
        /** Leaves it out. */
        BARE,
        /** Adds to it: a question mark is written twice, a full stop becomes three dots. */
        STRESSED
    }

    private static final List<String> FOLLOW_UPS = List.of(
            "Also,",
            "And",
            "One more thing:",
            "Another question:",
            "ok.",
            "Ok thanks.",
            "Hm.",
            "And another thing.",
            "Right.",
            "Thanks.",
            "Sorry, also:",
            "One last thing.");
    private static final Pattern GREETED = Pattern.compile("(?i)^(hi|hello|hey|help|good)\\b.*");
    private static final Pattern THANKED = Pattern.compile("(?i).*\\b(thanks|thank|thx|help)\\b.*");
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z][a-z]+");
    private static final Pattern WORD_BREAK = Pattern.compile(" ");
    private static final List<Ending> ENDINGS = List.of(
            Ending.MARKED,
            Ending.MARKED,
            Ending.MARKED,
            Ending.MARKED,
            Ending.BARE,
            Ending.BARE,
            Ending.BARE,
            Ending.STRESSED);
    private static final double GREETS = 0.45;
    private static final double CLOSES = 0.3;
    private static final double FOLLOWS_UP = 0.3;
    private static final int SHORTEST_SLIP = 4;

    /** Another person who writes to the agent. */
    static WritingHabits of(AgentProfile agent, SplitMix64 random) {
        return new WritingHabits(
                agent.greetings(),
                agent.closings(),
                random.chance(0.3),
                random.chance(0.2),
                random.chance(0.15),
                random.pick(ENDINGS),
                random.chance(0.3) ? 0.7 : 0.2);
    }

    /**
     * The message in this person's writing. It keeps its words, apart from slips of one letter.
     *
     * @param first whether the message opens the conversation
     * @param last whether it ends it
     */
    String write(String message, boolean first, boolean last, SplitMix64 random) {
        String body = withEnding(message);
        if (noCommas) {
            body = body.replace(", ", " ");
        }
        if (random.chance(slips)) {
            body = withSlip(body, random);
        }
        String text = opening(message, first, random) + body;
        if (last && random.chance(CLOSES) && !THANKED.matcher(message).matches()) {
            text = close(text, random.pick(closings));
        }
        if (noApostrophes) {
            text = text.replace("'", "");
        }
        return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private String opening(String message, boolean first, SplitMix64 random) {
        if (!random.chance(first ? GREETS : FOLLOWS_UP)
                || GREETED.matcher(message).matches()) {
            return "";
        }
        return random.pick(first ? greetings : FOLLOW_UPS) + " ";
    }

    private static String close(String text, String closing) {
        boolean open = Character.isLetterOrDigit(text.codePointBefore(text.length()));
        return text
                + (open
                        ? ", " + closing.substring(0, 1).toLowerCase(Locale.ROOT) + closing.substring(1)
                        : " " + closing);
    }

    private String withEnding(String message) {
        char mark = message.charAt(message.length() - 1);
        if (mark != '.' && mark != '?') {
            return message;
        }
        return switch (ending) {
            case MARKED -> message;
            case BARE -> message.substring(0, message.length() - 1);
            case STRESSED -> mark == '?' ? message + "?" : message + "..";
        };
    }

    /** Two letters swapped, one lost or one doubled, within a word of plain letters and never at its start. */
    private static String withSlip(String text, SplitMix64 random) {
        String[] words = WORD_BREAK.split(text, -1);
        int at = random.nextInt(words.length);
        String word = words[at];
        // Capitals inside a word mark a name or an abbreviation, which people take more care to write
        if (word.length() < SHORTEST_SLIP || !PLAIN_WORD.matcher(word).matches()) {
            return text;
        }
        int i = 1 + random.nextInt(word.length() - 2);
        String before = word.substring(0, i);
        String letter = word.substring(i, i + 1);
        String after = word.substring(i + 1);
        words[at] = switch (random.nextInt(3)) {
            case 0 -> before + after.charAt(0) + letter + after.substring(1);
            case 1 -> before + after;
            default -> before + letter + letter + after;
        };
        return String.join(" ", words);
    }
}
