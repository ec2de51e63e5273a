/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Which share of the traces was kept, as far as a span says so: the trace state's entry {@code ot} with {@code th}, the
 * threshold below which a random number of 56 bits is rejected, or in its older form {@code p}, a power of two; or an attribute
 * of the sampler. Shares that are one in a whole number are written like {@code 1/10}.
 *
 * <p>Source: OpenTelemetry, TraceState: Probability Sampling. Anything that is not of this form says nothing.
 */
final class Sampling {

    private static final double WHOLE = 0x1p56;
    private static final int THRESHOLD_DIGITS = 14;
    private static final int GREATEST_POWER = 62;
    private static final double CLOSE = 1e-3;

    private Sampling() {}

    /** The share, or null if nothing is said. */
    static String of(String traceState, Attributes attributes) {
        for (String entry : traceState.split(",", -1)) {
            String vendor = entry.strip();
            if (vendor.startsWith("ot=")) {
                for (String field : vendor.substring(3).split(";", -1)) {
                    String share = ofField(field);
                    if (share != null) {
                        return share;
                    }
                }
            }
        }
        return attributes.text("sampling.probability", "sampler.param");
    }

    private static String ofField(String field) {
        try {
            if (field.startsWith("th:")) {
                String digits = field.substring(3);
                if (digits.isEmpty() || digits.length() > THRESHOLD_DIGITS) {
                    return null;
                }
                long threshold = Long.parseLong(digits, 16) << (4 * (THRESHOLD_DIGITS - digits.length()));
                return text(1 - threshold / WHOLE);
            }
            if (field.startsWith("p:")) {
                int power = Integer.parseInt(field.substring(2));
                return power < 0 || power > GREATEST_POWER ? null : "1/" + (1L << power);
            }
        } catch (NumberFormatException e) {
            return null;
        }
        return null;
    }

    private static String text(double share) {
        if (!(share > 0 && share <= 1)) {
            return null;
        }
        double one = Math.rint(1 / share);
        return Math.abs(one * share - 1) < CLOSE
                ? "1/" + (long) one
                : new BigDecimal(share).round(new MathContext(3)).toPlainString();
    }
}
