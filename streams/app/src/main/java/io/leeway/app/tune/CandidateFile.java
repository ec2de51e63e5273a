/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the current configuration file with the proposed windows and budget in it. Comments of the current file are lost. */
public final class CandidateFile {

    private CandidateFile() {}

    /**
     * The text of the file.
     *
     * @param current the current file; empty if there is none
     * @param agents the pattern of the agents the proposal is for
     * @throws IOException if the current file cannot be read
     */
    public static String of(Optional<Path> current, String agents, Proposal proposal) throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .build();
        JsonNode root = current.isPresent() ? mapper.readTree(Files.readString(current.get())) : null;
        ObjectNode tree = root instanceof ObjectNode object ? object : mapper.createObjectNode();
        ObjectNode rule = tree.withObject("/agents").withObjectProperty(agents);
        ArrayNode windows = rule.putArray("windows");
        for (String window : proposal.windows()) {
            windows.add(mapper.readTree(window));
        }
        rule.put("expected-run-length", proposal.expectedRunLength());
        StringBuilder text = new StringBuilder();
        proposal.text().lines().forEach(line -> text.append("# ").append(line).append('\n'));
        return text + mapper.writeValueAsString(tree);
    }
}
