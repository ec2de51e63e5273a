/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; it carries every problem found, not only the first. */
public final class ConfigurationException extends RuntimeException {
    private final transient List<Problem> problems;

    /**
     * Problems of one source.
     *
     * @param source what the problems are in, for example a file
     * @param problems at least one
     */
    public ConfigurationException(String source, List<Problem> problems) {
        super(describe(source, problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the file; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(String source, List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(problem -> "  - " + problem.message())
                .collect(Collectors.joining("\n", count + " in the configuration (" + source + "):\n", ""));
    }
}
