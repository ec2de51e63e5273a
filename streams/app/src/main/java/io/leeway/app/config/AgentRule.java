/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The settings of the agents whose id matches a pattern.
 *
 * @param pattern {@code *} stands for any characters, {@code ?} for one, everything else for itself
 * @param regex the pattern, compiled
 * @param values the keys given under the pattern, complete in themselves
 */
record AgentRule(String pattern, Pattern regex, Values values) {

    /** The least specific first, so that the most specific is laid on last; of equals, the first in the file is last. */
    static final Comparator<AgentRule> LEAST_SPECIFIC_FIRST = Comparator.comparingLong(AgentRule::literalLength);

    static AgentRule of(String pattern, Values values) {
        return new AgentRule(pattern, AgentPattern.of(pattern).regex(), values);
    }

    boolean matches(String agentId) {
        return regex.matcher(agentId).matches();
    }

    private long literalLength() {
        return pattern.codePoints()
                .filter(character -> character != '*' && character != '?')
                .count();
    }
}
