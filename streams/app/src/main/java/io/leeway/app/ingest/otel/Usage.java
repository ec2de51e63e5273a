/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.util.SortedMap;

/**
 * Tokens of calls. A number that is not said is -1.
 *
 * @param start when the newest of the calls began, nanoseconds since 1970
 * @param input read
 * @param output written
 * @param cached those read from a cache
 * @param reasoning those written for reasoning
 */
record Usage(long start, long input, long output, long cached, long reasoning) {

    /** Of no call. */
    static final Usage NONE = new Usage(0, -1, -1, -1, -1);

    /** What an operation says about itself. */
    static Usage of(Operation operation) {
        Attributes said = operation.facts().attributes();
        return new Usage(
                operation.start(),
                whole(said.number(
                        "gen_ai.usage.input_tokens",
                        "gen_ai.aggregated_usage.input_tokens",
                        "gen_ai.usage.prompt_tokens",
                        "llm.token_count.prompt",
                        "llm.usage.prompt_tokens")),
                whole(said.number(
                        "gen_ai.usage.output_tokens",
                        "gen_ai.aggregated_usage.output_tokens",
                        "gen_ai.usage.completion_tokens",
                        "llm.token_count.completion",
                        "llm.usage.completion_tokens")),
                whole(said.number(
                        "gen_ai.usage.cache_read.input_tokens",
                        "gen_ai.usage.cache_read_input_tokens",
                        "llm.token_count.prompt_details.cache_read")),
                whole(said.number(
                        "gen_ai.usage.reasoning.output_tokens",
                        "gen_ai.usage.reasoning_tokens",
                        "llm.token_count.completion_details.reasoning")));
    }

    private static long whole(Double number) {
        return number == null ? -1 : number.longValue();
    }

    /** Whether anything is said. */
    boolean known() {
        return Math.max(Math.max(input, output), Math.max(cached, reasoning)) >= 0;
    }

    /** Both together. */
    Usage plus(Usage other) {
        return new Usage(
                Math.max(start, other.start),
                sum(input, other.input),
                sum(output, other.output),
                sum(cached, other.cached),
                sum(reasoning, other.reasoning));
    }

    private static long sum(long a, long b) {
        return a < 0 ? b : b < 0 ? a : a + b;
    }

    /** Writes what is known. */
    void into(SortedMap<String, Double> numbers) {
        put(numbers, "inputTokens", input);
        put(numbers, "outputTokens", output);
        put(numbers, "cachedInputTokens", cached);
        put(numbers, "reasoningTokens", reasoning);
    }

    private static void put(SortedMap<String, Double> numbers, String name, long tokens) {
        if (tokens >= 0) {
            numbers.put(name, (double) tokens);
        }
    }
}
