/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Topic;
import io.leeway.stats.evidence.Witness;
import java.util.List;

/** What an alert showed, for programs that compare it with what was known: ids of events end in the number of their row. */
final class EvidenceJson {

    private EvidenceJson() {}

    /** Adds the evidence to an alert. */
    static void put(ObjectNode alert, Evidence evidence) {
        Diagnosis diagnosis = evidence.diagnosis();
        alert.put("kind", diagnosis.kind().name());
        alert.put("cause", diagnosis.cause().map(Cause::words).orElse(null));
        ArrayNode moved = alert.putArray("movedFeatures");
        evidence.moved().forEach(feature -> moved.add(feature.key().feature()));
        ids(alert.putArray("newExemplars"), evidence.witnesses(), Witness.Role.NEW);
        ids(alert.putArray("goneExemplars"), evidence.witnesses(), Witness.Role.GONE);
        ArrayNode topics = alert.putArray("topics");
        for (Topic topic : diagnosis.topics()) {
            ObjectNode node = topics.addObject();
            node.put("change", topic.change().name());
            node.put("before", topic.before());
            node.put("after", topic.after());
            ArrayNode exemplars = node.putArray("exemplars");
            topic.typical().forEach(typical -> exemplars.add(typical.eventId()));
        }
        ObjectNode blame = alert.putObject("blame");
        blame.put("text", diagnosis.blame().text());
        blame.put("numbers", diagnosis.blame().numbers());
        blame.put("categories", diagnosis.blame().categories());
        alert.put(
                "firstDrifted", diagnosis.first().map(first -> first.eventId()).orElse(null));
    }

    private static void ids(ArrayNode node, List<Witness> witnesses, Witness.Role role) {
        witnesses.stream()
                .filter(witness -> witness.role() == role)
                .forEach(witness -> node.add(witness.exemplar().eventId()));
    }
}
