/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A tool that was used.
 *
 * @param start when it began, nanoseconds since 1970
 * @param name its name, cut to a reasonable length
 */
record ToolUse(long start, String name) {

    private static final int LONGEST_NAME = 64;
    private static final int SHOWN = 8;

    /** Cuts the name. */
    ToolUse {
        name = cut(name);
    }

    /** The tool of a span. */
    static ToolUse of(Operation tool) {
        String said = tool.facts().attributes().text("gen_ai.tool.name", "tool.name", "traceloop.entity.name");
        return new ToolUse(tool.start(), said == null ? tool.name() : said);
    }

    /** Names in the order in which the tools began. */
    static List<String> names(List<ToolUse> uses) {
        List<ToolUse> sorted = new ArrayList<>(uses);
        sorted.sort(Comparator.comparing(ToolUse::start, Long::compareUnsigned).thenComparing(ToolUse::name));
        return sorted.stream().map(ToolUse::name).toList();
    }

    /** A sequence of names as one category. */
    static String sequence(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        List<String> shown = names.stream().limit(SHOWN).map(ToolUse::cut).toList();
        return String.join(">", shown) + (names.size() > SHOWN ? ">…" : "");
    }

    private static String cut(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }
}
