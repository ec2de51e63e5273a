/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.Durations;
import io.leeway.app.letters.LetterFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters are meant. */
final class LetterOptions {

    @Option(names = "--topic", paramLabel = "T", description = "only those about records of this topic")
    private String topic;

    @Option(names = "--reason", paramLabel = "R", description = "only those with this reason, such as EMBEDDING_FAILED")
    private String reason;

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = Since.class,
            description = "only those written at 2026-01-31T08:00:00Z or later, or in the last 2h")
    private Instant since;

    LetterFilter filter() {
        return new LetterFilter(topic, reason == null ? null : reason.toUpperCase(Locale.ROOT), since);
    }

    /** Reads a time, or a period that ends now. */
    static final class Since implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains(":") ? Instant.parse(text) : Instant.now().minus(Durations.parse(text));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new TypeConversionException("'" + text
                        + "' must be a time such as 2026-01-31T08:00:00Z, or a period that ends now such as 2h");
            }
        }
    }
}
