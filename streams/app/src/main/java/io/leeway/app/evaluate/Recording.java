/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.EventDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The rows of a recorded stream as events.
 *
 * <p>A row has a text, or numbers and categories in a map {@code x}; the columns {@code Churn} and {@code class} are
 * labels and left out. Rows without a time {@code t} (epoch seconds) come every 6 seconds from the beginning of 2026.
 */
final class Recording {

    private static final Set<String> LABELS = Set.of("Churn", "class");
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long STEP = 6_000;
    private static final double MICROS = 1e6;
    private static final long MICROS_PER_MILLI = 1000;
    private static final int TRACE_DIGITS = 32;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Row> rows;
    private final long[] times;

    /** An event as bytes, and its text or null. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record Row(byte[] event, long occurredAt, String text) {}

    private Recording(List<Row> rows) {
        this.rows = rows;
        this.times = rows.stream().mapToLong(Row::occurredAt).sorted().toArray();
    }

    /**
     * Reads a stream.
     *
     * @throws ScenarioException if the file is not such a stream
     * @throws IOException if it cannot be read
     */
    static Recording read(Scenario scenario) throws IOException {
        List<Row> rows = new ArrayList<>(scenario.truth().events());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(scenario.file())), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(row(scenario, rows.size(), JSON.readTree(line)));
            }
        } catch (ZipException | JsonProcessingException e) {
            throw new ScenarioException(
                    scenario.file() + ", row " + rows.size() + " is not a compressed line of JSON: " + e.getMessage(),
                    e);
        }
        if (rows.size() != scenario.truth().events()) {
            throw new ScenarioException(scenario.file() + " has " + rows.size() + " rows, but the index says "
                    + scenario.truth().events());
        }
        return new Recording(List.copyOf(rows));
    }

    private static Row row(Scenario scenario, int number, JsonNode row) {
        int i = row.path("i").asInt(number);
        long occurredAt = row.path("t").isNumber() ? millis(row.path("t").doubleValue()) : START + STEP * i;
        ObjectNode event = JSON.createObjectNode();
        String id = scenario.name() + "-" + i;
        event.put("eventId", id);
        event.put("agentId", scenario.name());
        event.put("occurredAt", occurredAt);
        event.put("sessionId", session(scenario, i));
        event.put(
                "traceId",
                EventDecoder.digest(id.getBytes(StandardCharsets.UTF_8)).substring(0, TRACE_DIGITS));
        JsonNode text = row.path("text");
        if (!text.isMissingNode()) {
            event.set("text", text);
        }
        row.path("x").properties().forEach(entry -> {
            if (!LABELS.contains(entry.getKey())) {
                event.withObjectProperty(entry.getValue().isNumber() ? "numbers" : "categories")
                        .set(entry.getKey(), entry.getValue());
            }
        });
        try {
            return new Row(JSON.writeValueAsBytes(event), occurredAt, text.isTextual() ? text.textValue() : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static long millis(double seconds) {
        return Math.floorDiv(Math.round(seconds * MICROS), MICROS_PER_MILLI);
    }

    private static String session(Scenario scenario, int i) {
        int first = i;
        if (scenario.sessionRun().isPresent()) {
            int run = scenario.sessionRun().getAsInt();
            int from = scenario.truth().changeAt().getAsInt();
            first = i < from ? i : from + (i - from) / run * run;
        }
        return scenario.name() + "-" + first;
    }

    /** The rows in their order. */
    List<Row> rows() {
        return rows;
    }

    /** How many events had happened before a time: the row at which an evaluation at that time stands. */
    int rowAt(long time) {
        int low = Arrays.binarySearch(times, time);
        if (low < 0) {
            return -low - 1;
        }
        while (low > 0 && times[low - 1] == time) {
            low--;
        }
        return low;
    }

    /** Event time of a row; for the row after the last one, the time just after it. */
    long timeOf(int row) {
        return row < times.length ? times[row] : times[times.length - 1] + 1;
    }
}
