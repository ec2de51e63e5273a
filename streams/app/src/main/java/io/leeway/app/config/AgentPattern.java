/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.regex.Pattern;

/**
 * A pattern of agents' ids.
 *
 * @param text {@code *} stands for any characters, {@code ?} for one, everything else for itself
 * @param regex the pattern, compiled
 */
public record AgentPattern(String text, Pattern regex) {

    /** Compiles a pattern. Every text is one. */
    public static AgentPattern of(String text) {
        StringBuilder regex = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return new AgentPattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /** Whether an agent's id is one of those meant. */
    public boolean matches(String agentId) {
        return regex.matcher(agentId).matches();
    }
}
