/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Builds one input of an agent for a producer, and checks at once what the service would refuse later.
 *
 * <pre>{@code
 * byte[] value = AgentInputs.of("support")
 *         .session("s-9")
 *         .text("my card was charged twice")
 *         .number("latencyMs", 812)
 *         .category("tool", "refund")
 *         .toAvro();
 * }</pre>
 *
 * <p>For one thread. A builder can be used again: what was built does not change with it.
 */
public final class AgentInputBuilder {
    /** What names that the service gives to measures of a text begin with. */
    private static final String RESERVED = "text/";

    private static final String ALL_COHORTS = "*";
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private final String agentId;
    private final Map<String, Double> numbers = new TreeMap<>();
    private final Map<String, String> categories = new TreeMap<>();
    private String eventId = UUID.randomUUID().toString();
    private Instant occurredAt = Instant.now();
    private String cohort;
    private String sessionId;
    private String traceId;
    private String text;
    private List<Float> embedding;
    private String embeddingModel;

    AgentInputBuilder(String agentId) {
        this.agentId = requireId("agentId", agentId);
    }

    /** The event's id; a random one unless set. The same event sent twice must have the same id. */
    public AgentInputBuilder eventId(String id) {
        eventId = requireId("eventId", id);
        return this;
    }

    /** When the agent received the input; the time at which the builder was made unless set. Milliseconds count. */
    public AgentInputBuilder at(Instant time) {
        occurredAt = Objects.requireNonNull(time, "occurredAt");
        return this;
    }

    /**
     * The part of the agent that is monitored by itself: a version, a canary, a tenant.
     *
     * @throws IllegalArgumentException if it is {@code *}, which stands for all of them
     */
    public AgentInputBuilder cohort(String name) {
        if (ALL_COHORTS.equals(name)) {
            throw new IllegalArgumentException(
                    "cohort must not be '" + ALL_COHORTS + "', which stands for all of them");
        }
        cohort = name;
        return this;
    }

    /** The conversation. */
    public AgentInputBuilder session(String id) {
        sessionId = id;
        return this;
    }

    /** The trace, as 32 hexadecimal digits or as a {@code traceparent} of W3C Trace Context. */
    public AgentInputBuilder trace(String id) {
        var parent = id == null ? null : TRACE_PARENT.matcher(id);
        traceId = parent != null && parent.matches() ? parent.group(1) : id;
        return this;
    }

    /** What the user said; null if there was nothing. */
    public AgentInputBuilder text(String said) {
        text = said;
        return this;
    }

    /** There was a text, which may not be passed on. */
    public AgentInputBuilder redactedText() {
        text = AgentInputs.REDACTED;
        return this;
    }

    /**
     * A number; NaN is a missing one.
     *
     * @throws IllegalArgumentException if the name is empty, or begins with {@code text/}
     */
    public AgentInputBuilder number(String name, double value) {
        numbers.put(requireName(name), Double.isNaN(value) ? null : value);
        return this;
    }

    /**
     * A category; null is a missing one.
     *
     * @throws IllegalArgumentException if the name is empty, or begins with {@code text/}
     */
    public AgentInputBuilder category(String name, String value) {
        categories.put(requireName(name), value);
        return this;
    }

    /**
     * The text's vector, if the producer has embedded it already.
     *
     * @param model name of the model, as the service is configured with
     * @throws IllegalArgumentException if the vector is empty or not finite
     */
    public AgentInputBuilder embedding(String model, float... vector) {
        if (vector.length == 0) {
            throw new IllegalArgumentException("embedding must not be empty");
        }
        List<Float> entries = new ArrayList<>(vector.length);
        for (float entry : vector) {
            if (!Float.isFinite(entry)) {
                throw new IllegalArgumentException("embedding must be finite: " + entry);
            }
            entries.add(entry);
        }
        embedding = List.copyOf(entries);
        embeddingModel = requireId("embeddingModel", model);
        return this;
    }

    /**
     * The record.
     *
     * @throws IllegalStateException if there is neither a text nor a vector, number or category: it would say nothing
     */
    public AgentInput build() {
        if (text == null && embedding == null && numbers.isEmpty() && categories.isEmpty()) {
            throw new IllegalStateException("an input needs a text, an embedding, a number or a category");
        }
        return AgentInput.newBuilder()
                .setEventId(eventId)
                .setAgentId(agentId)
                .setCohort(cohort)
                .setOccurredAt(occurredAt)
                .setSessionId(sessionId)
                .setTraceId(traceId)
                .setText(text)
                .setNumbers(new TreeMap<>(numbers))
                .setCategories(new TreeMap<>(categories))
                .setEmbedding(embedding)
                .setEmbeddingModel(embeddingModel)
                .build();
    }

    /** The value of a Kafka record, in Avro single-object encoding; throws as {@link #build}. */
    public byte[] toAvro() {
        return Records.AGENT_INPUT.encode(build());
    }

    /** The value of a Kafka record, in JSON; throws as {@link #build}. */
    public byte[] toJson() {
        return Records.AGENT_INPUT.toJson(build()).getBytes(UTF_8);
    }

    private static String requireName(String name) {
        requireId("a name", name);
        if (name.startsWith(RESERVED)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is reserved: names that begin with '" + RESERVED + "' are measured on the text");
        }
        return name;
    }

    private static String requireId(String what, String id) {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return id;
    }
}
