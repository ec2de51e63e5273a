/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.cli.AgentPeriod.Comparison;
import io.leeway.app.cli.AgentPeriod.Strongest;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.evidence.FleetDigest.Entry;
import java.time.Instant;
import java.util.Locale;

/** One line of a digest. */
final class DigestText {

    private DigestText() {}

    /** The head of the table. */
    static String head(int widest) {
        return String.format(
                Locale.ROOT,
                "%4s  %-" + widest + "s  %-8s  %-8s  %-5s  %s",
                "rank",
                "agent",
                "p",
                "adjusted",
                "",
                "strongest comparison");
    }

    /** An agent's name as alerts print it. */
    static String name(StreamKey key) {
        return key.cohortOrNull() == null ? key.agentId() : key.agentId() + " (" + key.cohort() + ")";
    }

    /** An agent for a person. */
    static String row(Entry entry, StreamKey key, Strongest strongest, int widest) {
        Comparison comparison = strongest.comparison();
        return String.format(
                Locale.ROOT,
                "%4d  %-" + widest + "s  %-8.1e  %-8.1e  %-5s  %s (%s), %s against %s, effect %.3f",
                entry.rank(),
                name(key),
                entry.pValue(),
                entry.adjusted(),
                entry.reported() ? "MOVED" : "-",
                comparison.feature(),
                comparison.detector(),
                comparison.window(),
                comparison.reference(),
                strongest.effect());
    }

    /** An agent for a program. */
    static String json(Entry entry, StreamKey key, Strongest strongest, int comparisons, Instant from, Instant to) {
        Comparison comparison = strongest.comparison();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rank", entry.rank());
        node.put("agentId", key.agentId());
        if (key.cohortOrNull() != null) {
            node.put("cohort", key.cohort());
        }
        node.put("moved", entry.reported());
        node.put("pValue", entry.pValue());
        node.put("adjusted", entry.adjusted());
        node.put("comparisons", comparisons);
        node.put("feature", comparison.feature());
        node.put("detector", comparison.detector());
        node.put("window", comparison.window());
        node.put("reference", comparison.reference());
        node.put("effect", strongest.effect());
        node.put("from", from.toString());
        node.put("to", to.toString());
        return node.toString();
    }
}
