/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.Embedders;
import io.leeway.models.ModelSpec;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The texts of a public corpus by what their users wanted, as vectors of the default model: <a
 * href="https://github.com/PolyAI-LDN/task-specific-datasets">BANKING77</a> and <a
 * href="https://github.com/clinc/oos-eval">CLINC150</a>, in the files their publishers give.
 *
 * @param intents vectors by intent
 * @param groups names of intents that belong together, by the name of the group; a group of its own for each where the corpus
 *     says nothing
 * @param map the feature map of these vectors
 */
record RecordedTexts(
        SortedMap<String, List<float[]>> intents, SortedMap<String, List<String>> groups, FeatureMapId map) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OUT_OF_SCOPE = "oos";

    /** A map of one's own, which one thread may use. */
    KernelFeatureMap newMap() {
        return new KernelFeatureMap(map);
    }

    /** @throws IOException if {@code folder} has no {@code train.csv} and {@code test.csv} of BANKING77 */
    static RecordedTexts banking(Path folder) throws IOException {
        SortedMap<String, List<String>> texts = new TreeMap<>();
        for (String part : List.of("train.csv", "test.csv")) {
            List<String> lines = Files.readAllLines(folder.resolve(part));
            for (String line : lines.subList(1, lines.size())) {
                int comma = line.lastIndexOf(',');
                if (comma > 0) {
                    texts.computeIfAbsent(line.substring(comma + 1), intent -> new ArrayList<>())
                            .add(line.substring(0, comma));
                }
            }
        }
        SortedMap<String, List<String>> groups = new TreeMap<>();
        texts.keySet().forEach(intent -> groups.put(intent, List.of(intent)));
        return embedded(texts, groups);
    }

    /** @throws IOException if {@code folder} has no {@code data_full.json} and {@code domains.json} of CLINC150 */
    static RecordedTexts clinc(Path folder) throws IOException {
        SortedMap<String, List<String>> texts = new TreeMap<>();
        for (JsonNode part : JSON.readTree(folder.resolve("data_full.json").toFile())) {
            for (JsonNode one : part) {
                if (!one.get(1).asText().equals(OUT_OF_SCOPE)) {
                    texts.computeIfAbsent(one.get(1).asText(), intent -> new ArrayList<>())
                            .add(one.get(0).asText());
                }
            }
        }
        SortedMap<String, List<String>> groups = new TreeMap<>();
        for (Map.Entry<String, JsonNode> domain :
                JSON.readTree(folder.resolve("domains.json").toFile()).properties()) {
            List<String> own = new ArrayList<>();
            domain.getValue().forEach(intent -> own.add(intent.asText()));
            groups.put(domain.getKey(), own);
        }
        return embedded(texts, groups);
    }

    private static RecordedTexts embedded(
            SortedMap<String, List<String>> texts, SortedMap<String, List<String>> groups) {
        SortedMap<String, List<float[]>> vectors = new TreeMap<>();
        try (Embedder model = Embedders.open(ModelSpec.minilm());
                EmbedderSession session = model.newSession()) {
            texts.forEach((intent, own) ->
                    vectors.put(intent, own.stream().map(session::embed).toList()));
            return new RecordedTexts(
                    vectors,
                    groups,
                    FeatureMapId.standard(
                            model.identity().name(),
                            model.identity().canary(),
                            model.dimension(),
                            model.identity().sigmaSquared()));
        }
    }
}
