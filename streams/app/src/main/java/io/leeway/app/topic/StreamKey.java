/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import java.util.Objects;

/**
 * What is monitored as one stream: an agent, or one cohort of it. Its text form {@code agent|cohort} is the key of
 * every record about it.
 *
 * @param agentId the agent
 * @param cohort its cohort, empty when there is none
 */
public record StreamKey(String agentId, String cohort) implements Comparable<StreamKey> {

    /** What stands for all cohorts of an agent together, where other streams have their cohort. */
    public static final String ALL = "*";

    /** Checks that the agent has a name. */
    public StreamKey {
        if (agentId.isEmpty()) {
            throw new IllegalArgumentException("agentId must not be empty");
        }
        Objects.requireNonNull(cohort, "cohort");
    }

    /** The key for an agent and a cohort that may be null. */
    public static StreamKey of(String agentId, String cohort) {
        return new StreamKey(agentId, cohort == null ? "" : cohort);
    }

    /** The stream of how an agent's events are divided among its cohorts. */
    public static StreamKey mix(String agentId) {
        return new StreamKey(agentId, ALL);
    }

    /** Whether this is such a stream. */
    public boolean isMix() {
        return cohort.equals(ALL);
    }

    /** Reads the text form. */
    public static StreamKey parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("not an agent|cohort key: '" + text + "'");
        }
        return new StreamKey(unescape(text.substring(0, bar)), unescape(text.substring(bar + 1)));
    }

    /** The cohort, or null when there is none, as the records have it. */
    public String cohortOrNull() {
        return cohort.isEmpty() ? null : cohort;
    }

    @Override
    public int compareTo(StreamKey other) {
        int byAgent = agentId.compareTo(other.agentId);
        return byAgent != 0 ? byAgent : cohort.compareTo(other.cohort);
    }

    /** The text form. */
    @Override
    public String toString() {
        return escape(agentId) + "|" + escape(cohort);
    }

    /**
     * A part of a key as keys have it, so that it can neither end nor split one: NUL ends the key inside store keys, the bar
     * separates parts.
     */
    public static String escape(String part) {
        return part.replace("%", "%25").replace("|", "%7C").replace("\0", "%00");
    }

    private static String unescape(String part) {
        return part.replace("%00", "\0").replace("%7C", "|").replace("%25", "%");
    }
}
