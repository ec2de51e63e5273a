/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.config.InputFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.error.ContentHash;
import io.leeway.app.ingest.otel.OtlpDecoder;
import io.leeway.app.ingest.otel.TurnMemory;
import io.leeway.app.registry.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the decoders of the input topics. All share what is known of schemas; each task has its own memory of turns. */
public final class InputDecoders {

    /** So that digests of texts in the memory of turns are not those that stand in dead letters. */
    private static final String TURNS = "turns";

    private final List<LeewayConfig.Input> inputs;
    private final SchemaSource schemas;
    private final Bounds bounds;
    private final String model;
    private final byte[] salt;

    private InputDecoders(
            List<LeewayConfig.Input> inputs, SchemaSource schemas, Bounds bounds, String model, byte[] salt) {
        this.inputs = inputs;
        this.schemas = schemas;
        this.bounds = bounds;
        this.model = model;
        this.salt = salt;
    }

    /**
     * As configured.
     *
     * @param model name of the embedding model
     * @throws io.leeway.app.service.ServiceException if a file with credentials or the salt cannot be read
     */
    public static InputDecoders of(LeewayConfig config, String model) {
        String digest = ContentHash.of(config.privacy().hashSaltFile()).digits(TURNS.getBytes(StandardCharsets.UTF_8));
        return new InputDecoders(
                config.inputs(),
                SchemaSource.of(config.registry()),
                new Bounds(config.caps().recordBytes(), config.caps().eventsPerRecord()),
                model,
                HexFormat.of().parseHex(digest));
    }

    /** One topic in a format that is told from its records, for what needs no configuration. */
    public static InputDecoders unconfigured(String topic) {
        return new InputDecoders(
                List.of(new LeewayConfig.Input(topic, InputFormat.AUTO)),
                SchemaSource.none(),
                Bounds.DEFAULTS,
                "",
                new byte[0]);
    }

    /** The decoders of all topics, by topic, that remember turns there. */
    public Map<String, EventDecoder> with(TurnMemory memory) {
        return inputs.stream()
                .collect(Collectors.toMap(
                        LeewayConfig.Input::topic,
                        input -> new EventDecoder(
                                input, schemas, new OtlpDecoder(input.turns(), model, memory, salt), bounds)));
    }
}
