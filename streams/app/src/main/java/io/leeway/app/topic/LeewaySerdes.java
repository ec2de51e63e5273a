/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import io.leeway.app.config.AlertFormat;
import io.leeway.schemas.Codec;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How keys and values of topics and stores become bytes. */
public final class LeewaySerdes {

    /** A stream by its text form. */
    public static final Serde<StreamKey> STREAM_KEY = of(
            key -> key.toString().getBytes(StandardCharsets.UTF_8),
            bytes -> StreamKey.parse(new String(bytes, StandardCharsets.UTF_8)));

    /** A pane's key. */
    public static final Serde<PaneKey> PANE_KEY = of(PaneKey::toBytes, PaneKey::fromBytes);

    private LeewaySerdes() {}

    /** A record in Avro single-object encoding. */
    public static <T extends SpecificRecord> Serde<T> avro(Codec<T> codec) {
        return of(codec::encode, codec::decode);
    }

    /** Alerts in the configured form; both forms are read. */
    public static Serde<DriftAlert> alerts(AlertFormat format) {
        Codec<DriftAlert> codec = Records.DRIFT_ALERT;
        return format == AlertFormat.AVRO
                ? of(codec::encode, codec::read)
                : of(alert -> codec.toJson(alert).getBytes(StandardCharsets.UTF_8), codec::read);
    }

    /** A serde from two functions, neither of which sees null. */
    public static <T> Serde<T> of(Function<T, byte[]> write, Function<byte[], T> read) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write.apply(value),
                (topic, bytes) -> bytes == null ? null : read.apply(bytes));
    }
}
