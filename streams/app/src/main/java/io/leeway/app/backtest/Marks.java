/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.leeway.app.config.AgentPattern;
import io.leeway.app.config.ConfigurationException;
import io.leeway.app.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of {@link Mark}s, YAML or JSON:
 *
 * <pre>
 * marks:
 *   - {agent: "support-*", from: 2026-01-05T00:00:00Z, to: 2026-01-09T00:00:00Z, kind: clean}
 *   - {agent: support-1, from: 2026-01-09T08:00:00Z, to: 2026-01-09T20:00:00Z, kind: incident, note: new intents}
 * </pre>
 */
public final class Marks {

    private static final Set<String> FIELDS = Set.of("agent", "from", "to", "kind", "note");

    private final List<Problem> problems = new ArrayList<>();

    private Marks() {}

    /**
     * Reads a file.
     *
     * @return the marks in the order of their start
     * @throws ConfigurationException with everything that is wrong in it
     * @throws IOException if it cannot be read
     */
    public static List<Mark> read(Path file) throws IOException {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    file.toString(),
                    List.of(new Problem("marks", "", "must be YAML or JSON: " + e.getOriginalMessage(), "")));
        }
        return new Marks().marks(file.toString(), root);
    }

    private List<Mark> marks(String source, JsonNode root) {
        List<Mark> marks = new ArrayList<>();
        JsonNode list = root.path("marks");
        if (!list.isArray()) {
            problem("marks", list, "must be a list of stretches, each with agent, from, to and kind");
        }
        for (int i = 0; i < list.size(); i++) {
            mark("marks[" + i + "].", list.get(i), marks);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(source, problems);
        }
        marks.sort(Comparator.comparing(Mark::from)
                .thenComparing(mark -> mark.agents().text()));
        return marks;
    }

    private void mark(String path, JsonNode node, List<Mark> marks) {
        int before = problems.size();
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problem(path + field, node.get(field), "is not known; there are agent, from, to, kind and note");
            }
        });
        JsonNode agent = node.path("agent");
        if (!agent.isTextual() || agent.textValue().isBlank()) {
            problem(path + "agent", agent, "must be a pattern of agents");
        }
        Instant from = time(path + "from", node.path("from"));
        Instant to = time(path + "to", node.path("to"));
        if (from != null && to != null && !from.isBefore(to)) {
            problem(path + "to", node.path("to"), "must be after from");
        }
        Mark.Kind kind = Arrays.stream(Mark.Kind.values())
                .filter(known -> known.word().equals(node.path("kind").asText()))
                .findFirst()
                .orElse(null);
        if (kind == null) {
            problem(
                    path + "kind",
                    node.path("kind"),
                    "must be one of "
                            + Arrays.stream(Mark.Kind.values())
                                    .map(Mark.Kind::word)
                                    .collect(Collectors.joining(", ")));
        }
        if (problems.size() == before) {
            marks.add(new Mark(
                    AgentPattern.of(agent.textValue()),
                    from,
                    to,
                    kind,
                    node.path("note").asText("")));
        }
    }

    private Instant time(String path, JsonNode node) {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeParseException e) {
            problem(path, node, "must be an event time such as 2026-01-01T08:00:00Z");
            return null;
        }
    }

    private void problem(String path, JsonNode value, String rule) {
        problems.add(new Problem(path, value.isMissingNode() ? "" : value.asText(), rule, ""));
    }
}
