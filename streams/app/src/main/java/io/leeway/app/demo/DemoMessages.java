/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import io.leeway.app.demo.DemoMessage.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The messages of the demo's agents.
 *
 * <p>They are kept as UTF-8 text, one per line, in four columns separated by tabs: agent, phase ({@code normal} or
 * {@code drift}), intent, message. The first line names the columns. No message occurs twice, even with other case or
 * punctuation.
 */
final class DemoMessages {

    private static final String RESOURCE = "messages.tsv";
    private static final String HEADER = "agent\tphase\tintent\tmessage";

    private final List<DemoMessage> messages;

    private DemoMessages(List<DemoMessage> messages) {
        this.messages = List.copyOf(messages);
    }

    /** Reads the messages that come with the service. */
    static DemoMessages load() {
        try (InputStream in = DemoMessages.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE + " beside " + DemoMessages.class.getName());
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return parse(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /**
     * Reads messages from lines, the first of which names the columns.
     *
     * @throws IllegalArgumentException if a line breaks the format or repeats a message; the text names line and rule
     */
    static DemoMessages parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException("line 1 must name the columns agent, phase, intent and message");
        }
        List<DemoMessage> messages = new ArrayList<>();
        Map<String, Integer> lineOfMessage = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            int number = i + 1;
            DemoMessage message = parseLine(lines.get(i), number);
            Integer earlier = lineOfMessage.putIfAbsent(withoutCaseAndPunctuation(message.text()), number);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "line " + number + " repeats the message of line " + earlier + ": " + message.text());
            }
            messages.add(message);
        }
        return new DemoMessages(messages);
    }

    /** Letters, digits and spaces of a text, in lower case: what two messages may not share. */
    static String withoutCaseAndPunctuation(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s]", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** All messages, in the order of the file. */
    List<DemoMessage> all() {
        return messages;
    }

    /** The messages that an agent receives in a phase; none if it has no such phase. */
    List<DemoMessage> of(String agent, Phase phase) {
        return messages.stream()
                .filter(message -> message.agent().equals(agent) && message.phase() == phase)
                .toList();
    }

    private static DemoMessage parseLine(String line, int number) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 4) {
            throw new IllegalArgumentException("line " + number + " must have 4 columns, not " + columns.length);
        }
        for (String column : columns) {
            if (column.isBlank() || !column.equals(column.strip())) {
                throw new IllegalArgumentException(
                        "line " + number + " has a column that is blank or padded: '" + column + "'");
            }
        }
        return new DemoMessage(columns[0], phase(columns[1], number), columns[2], columns[3]);
    }

    private static Phase phase(String name, int number) {
        for (Phase phase : Phase.values()) {
            if (phase.name().toLowerCase(Locale.ROOT).equals(name)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("line " + number + " has a phase that is not normal or drift: " + name);
    }
}
