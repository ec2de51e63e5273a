/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.stats.map.SplitMix64;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/** Writes a folder of recorded streams. Rows come at 10 a minute; the reference is the first 600 of 1,200. */
public final class ScenarioFixture {

    static final int REFERENCE = 600;
    static final int CHANGE = 900;
    static final int DEADLINE = 1_150;
    static final int ROWS = 1_200;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final ArrayNode index = JSON.createArrayNode();

    public ScenarioFixture(Path folder) {
        this.folder = folder;
    }

    /** A stream with a number that becomes ten times as large, one whose texts change, and a control of each kind. */
    public static Path folder(Path folder) throws IOException {
        ScenarioFixture fixture = new ScenarioFixture(folder);
        fixture.add("n1_unit_error", "drift", true, row -> number(row, row < CHANGE ? 1 : 10));
        fixture.add("n2_control", "no drift", false, row -> number(row, 1));
        return fixture.write();
    }

    /** A row with a number and a category. */
    static ObjectNode number(int row, double factor) {
        Random random = random(row);
        ObjectNode node = JSON.createObjectNode();
        node.putObject("x")
                .put("price", factor * (20 + 10 * random.nextDouble()))
                .put("plan", random.nextInt(3) == 0 ? "a" : "b")
                .put("Churn", "Yes");
        return node;
    }

    /** A row with a text of some words. */
    static ObjectNode text(int row, String... words) {
        Random random = random(row);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(i == 0 ? "" : " ").append(words[random.nextInt(words.length)]);
        }
        return JSON.createObjectNode().put("text", text.toString());
    }

    /** Neighbouring seeds begin alike, so they are spread. */
    private static Random random(int row) {
        return new Random(SplitMix64.mix(row));
    }

    ScenarioFixture add(String name, String verdict, boolean drift, IntFunction<ObjectNode> rows) throws IOException {
        ObjectNode entry = index.addObject();
        entry.put("name", name).put("file", name + ".jsonl.gz").put("n", ROWS).put("verdict", verdict);
        entry.putArray("ref").add(0).add(REFERENCE);
        if (drift) {
            entry.put("change_at", CHANGE).put("alert_deadline", DEADLINE);
        } else {
            entry.putNull("change_at").putNull("alert_deadline");
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            lines.append(rows.apply(i).put("i", i)).append('\n');
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".jsonl.gz")))) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** The entry that was added last, to be changed. */
    ObjectNode last() {
        return (ObjectNode) index.get(index.size() - 1);
    }

    Path write() throws IOException {
        Files.writeString(folder.resolve("index.json"), index.toString());
        return folder;
    }
}
