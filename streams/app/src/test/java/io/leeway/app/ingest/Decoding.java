/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.InputFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.RegistrySettings;
import io.leeway.app.config.TurnSource;
import io.leeway.app.registry.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Short forms for tests that decode. */
final class Decoding {

    /** When the records of these tests are written. */
    static final long APPENDED_AT = 1_770_000_000_000L;

    private final EventDecoder decoder;

    private Decoding(EventDecoder decoder) {
        this.decoder = decoder;
    }

    static EventDecoder decoder(InputFormat format) {
        return new EventDecoder(
                new LeewayConfig.Input("chats", format), SchemaSource.none(), new NoTelemetry(), Bounds.DEFAULTS);
    }

    static Decoding of(InputFormat format) {
        return new Decoding(decoder(format));
    }

    static Decoding of(InputFormat format, Bounds bounds) {
        return new Decoding(new EventDecoder(
                new LeewayConfig.Input("chats", format), SchemaSource.none(), new NoTelemetry(), bounds));
    }

    static Decoding of(Telemetry telemetry, InputFormat format) {
        return new Decoding(new EventDecoder(
                new LeewayConfig.Input("chats", format), schemas(Map.of()), telemetry, Bounds.DEFAULTS));
    }

    /** With a schema of the input and others by id. */
    static Decoding of(InputFormat format, Schema schema, Map<String, Schema> byId) {
        return new Decoding(new EventDecoder(
                new LeewayConfig.Input("chats", format, Optional.ofNullable(schema), Optional.empty(), TurnSource.AUTO),
                schemas(byId),
                new NoTelemetry(),
                Bounds.DEFAULTS));
    }

    /** As a configuration says. */
    static Decoding of(String yaml) {
        LeewayConfig config = LeewayConfig.parse("test", yaml, Map.of(), Map.of());
        return new Decoding(new EventDecoder(
                config.inputs().get(0), SchemaSource.of(config.registry()), new NoTelemetry(), Bounds.DEFAULTS));
    }

    private static SchemaSource schemas(Map<String, Schema> byId) {
        return SchemaSource.of(new RegistrySettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(1), byId));
    }

    /** Everything in a record; headers by name and value in turn. */
    Decoded all(byte[] value, String... headers) {
        RecordHeaders given = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            given.add(headers[i], utf8(headers[i + 1]));
        }
        return all(value, given);
    }

    Decoded all(byte[] value, RecordHeaders headers) {
        return decoder.decode(new InputRecord("chats", value, headers, APPENDED_AT));
    }

    /** The event in a record that must have one and nothing else. */
    Event decode(byte[] value, String... headers) {
        Decoded decoded = all(value, headers);
        assertThat(decoded.faults()).isEmpty();
        assertThat(decoded.events()).hasSize(1);
        return decoded.events().get(0);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
