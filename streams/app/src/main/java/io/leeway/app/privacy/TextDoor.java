/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import io.leeway.schemas.AgentInputs;
import io.leeway.stats.text.Redactions;
import java.util.List;
import java.util.Set;

/**
 * Where texts come in. What leaves here is no longer than allowed and without what is scrubbed; nothing later sees what was before.
 * Thread-safe.
 */
public final class TextDoor {

    /** What producers write in place of a text they may not pass on. */
    public static final String REDACTED = AgentInputs.REDACTED;

    /** Lets every text pass as it is. */
    public static final TextDoor OPEN = new TextDoor(Set.of(), List.of(), Integer.MAX_VALUE);

    private final Set<String> literals;
    private final List<ScrubRule> rules;
    private final int longest;

    /**
     * A door.
     *
     * @param literals further texts that stand for a redacted one, without white space around
     * @param rules what is taken out of texts, one after the other
     * @param longest so many characters of a text are read
     */
    public TextDoor(Set<String> literals, List<ScrubRule> rules, int longest) {
        this.literals = Set.copyOf(literals);
        this.rules = List.copyOf(rules);
        this.longest = longest;
    }

    /**
     * A text that has come in.
     *
     * @param text what may be read of it
     * @param cut whether it was longer than allowed
     * @param redacted whether it says nothing, because somebody has taken out what it said
     */
    public record Admitted(String text, boolean cut, boolean redacted) {}

    /** Lets a text in. */
    public Admitted admit(String text) {
        // Of a surrogate pair both halves or none; most texts are shorter whatever their characters are.
        boolean cut = text.length() > longest && text.codePointCount(0, text.length()) > longest;
        String scrubbed = cut ? text.substring(0, text.offsetByCodePoints(0, longest)) : text;
        for (ScrubRule rule : rules) {
            scrubbed = rule.scrubbed(scrubbed);
        }
        return new Admitted(scrubbed, cut, redacted(scrubbed));
    }

    private boolean redacted(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty()
                || trimmed.equals(REDACTED)
                || literals.contains(trimmed)
                || (!rules.isEmpty() && Redactions.removedFrom(trimmed).isBlank());
    }
}
