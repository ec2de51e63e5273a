/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leeway.stats.evaluate.Truth;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.PatternSyntaxException;

/** Reads the index of a folder of recorded streams. */
public final class ScenarioFolder {

    private static final String INDEX = "index.json";
    private static final String HARD = "_hard";
    private static final JsonMapper JSON = new JsonMapper();

    private ScenarioFolder() {}

    /**
     * The streams of a folder whose names match, in the order of the index.
     *
     * @param folder a folder with {@code index.json}
     * @param only a glob, for example {@code s0*}
     * @throws ScenarioException if there is no such folder or index, the index is not one, or no name matches
     * @throws IOException if the index cannot be read
     */
    public static List<Scenario> read(Path folder, String only) throws IOException {
        PathMatcher matcher = matcher(only);
        Path index = folder.resolve(INDEX);
        if (!Files.isDirectory(folder)) {
            throw new ScenarioException("there is no folder " + folder);
        }
        if (!Files.isRegularFile(index)) {
            throw new ScenarioException("the folder " + folder + " has no " + INDEX
                    + "; it must be a folder of recorded streams with known changes");
        }
        JsonNode root = parse(index);
        if (!root.isArray()) {
            throw new ScenarioException(index + " must be a JSON array of streams");
        }
        List<Scenario> matching = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            Scenario scenario = new Entry(index, i, root.get(i)).scenario(folder);
            if (matcher.matches(Path.of(scenario.name()))) {
                matching.add(scenario);
            }
        }
        if (matching.isEmpty()) {
            throw new ScenarioException(
                    "none of the " + root.size() + " streams in " + index + " matches '" + only + "'");
        }
        return List.copyOf(matching);
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new ScenarioException("'" + glob + "' is not a glob: " + e.getDescription(), e);
        }
    }

    private static JsonNode parse(Path index) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(index));
        } catch (JsonProcessingException e) {
            throw new ScenarioException(index + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** One stream of the index. */
    private record Entry(Path index, int number, JsonNode node) {

        Scenario scenario(Path folder) {
            String name = text("name");
            Path file = folder.resolve(text("file"));
            if (!Files.isRegularFile(file)) {
                throw problem("file", "must exist: " + file);
            }
            JsonNode range = node.path("ref");
            if (range.size() != 2 || !range.get(0).isInt() || !range.get(1).isInt()) {
                throw problem("ref", "must be two rows");
            }
            if (range.get(0).intValue() < 0
                    || range.get(0).intValue() >= range.get(1).intValue()) {
                throw problem("ref", "must be a range of rows that is not empty: " + range);
            }
            String expected = text("verdict");
            try {
                Truth truth = new Truth(
                        range.get(1).intValue(),
                        row("n").orElseThrow(() -> problem("n", "must be a number of rows")),
                        row("change_at"),
                        row("alert_deadline"),
                        name.endsWith(HARD));
                return new Scenario(name, file, range.get(0).intValue(), truth, expected);
            } catch (IllegalArgumentException e) {
                throw new ScenarioException(problem("rows", e.getMessage()).getMessage(), e);
            }
        }

        private String text(String field) {
            JsonNode value = node.path(field);
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw problem(field, "must be a text");
            }
            return value.textValue();
        }

        private OptionalInt row(String field) {
            JsonNode value = node.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return OptionalInt.empty();
            }
            if (!value.isInt() || value.intValue() < 0) {
                throw problem(field, "must be a row");
            }
            return OptionalInt.of(value.intValue());
        }

        private ScenarioException problem(String field, String rule) {
            return new ScenarioException(index + ", stream " + number + ": " + field + " " + rule);
        }
    }
}
