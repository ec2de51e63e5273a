/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.stats.decide.EffectGates;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The key of effect gates. It has no default that is part of the version: where it is not set nothing changes. */
final class GateKeys {

    private static final String RULE = "must be a map of families and detectors to numbers from 0 on";
    private static final String GATE_RULE = "must be a number from 0 on";

    static final Key<EffectGates> EFFECT_GATES = Key.versioned(
            Keys.DEFAULTS + "effect-gates",
            new ValueType<>(
                    "map", RULE, GateKeys::parse, GateKeys::canonical, false, Fragments.gates(EffectGates.names())),
            LOW,
            "The smallest effects that may raise an alert, by family (`text`, `numbers`, …) or detector (`ladder`, `tail`, …), "
                    + "in place of those in [statistics](statistics.md#decision). That of a detector comes before that of its "
                    + "family.");

    private GateKeys() {}

    static EffectGates of(Values values) {
        return values.get(EFFECT_GATES).orElse(EffectGates.OWN);
    }

    private static Optional<EffectGates> parse(String key, JsonNode node, Problems problems) {
        if (!ScalarTypes.isNothing(node) && !node.isObject()) {
            problems.add(key, ScalarTypes.show(node), RULE);
            return Optional.empty();
        }
        SortedMap<String, Double> gates = new TreeMap<>();
        Problems.Mark before = problems.mark();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String path = key + "." + entry.getKey();
            if (EffectGates.names().contains(entry.getKey())) {
                gate(entry.getValue())
                        .ifPresentOrElse(
                                gate -> gates.put(entry.getKey(), gate),
                                () -> problems.add(path, ScalarTypes.show(entry.getValue()), GATE_RULE));
            } else {
                problems.add(
                        path,
                        "",
                        "is not a family or a detector",
                        Nearest.to(entry.getKey(), EffectGates.names())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("known here: " + String.join(", ", EffectGates.names())));
            }
        }
        return problems.since(before) ? Optional.empty() : Optional.of(new EffectGates(gates));
    }

    private static Optional<Double> gate(JsonNode node) {
        try {
            return node.isValueNode() && !node.isBoolean() && !ScalarTypes.isNothing(node)
                    ? Optional.of(new BigDecimal(node.asText()).doubleValue())
                            .filter(gate -> gate >= 0 && Double.isFinite(gate))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** JSON, which is YAML too. */
    private static String canonical(EffectGates gates) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        gates.byName().forEach(all::put);
        return all.toString();
    }
}
