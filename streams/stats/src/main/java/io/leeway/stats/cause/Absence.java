/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that are not there: texts that were redacted or not sent, and fields that are missing. */
final class Absence {

    private static final double HALF = 0.5;

    private Absence() {}

    static Optional<Cause> find(Scene scene) {
        PaneSummary before = scene.before();
        PaneSummary now = scene.now();
        if (before.events() == 0 || now.events() == 0) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        for (String feature : scene.features()) {
            if (feature.equals(DetectorKey.TEXT)) {
                double redacted = share(now.redactedTexts(), now) - share(before.redactedTexts(), before);
                double absent = share(missing(now, feature), now) - share(missing(before, feature), before);
                if (redacted >= HALF * absent) {
                    return Optional.of(new Cause(
                            Kind.DATA_QUALITY,
                            "redaction",
                            "redacted texts " + percent(share(before.redactedTexts(), before)) + " to "
                                    + percent(share(now.redactedTexts(), now))));
                }
            }
            fields.add(feature + " " + percent(share(missing(before, feature), before)) + " to "
                    + percent(share(missing(now, feature), now)));
        }
        return Optional.of(new Cause(Kind.DATA_QUALITY, "missing values", String.join(", ", fields)));
    }

    private static double share(long hits, PaneSummary pane) {
        return (double) hits / pane.events();
    }

    /** Events without a value of a feature. */
    private static long missing(PaneSummary pane, String feature) {
        if (feature.startsWith(DetectorKey.NUMBER)) {
            NumberSummary values = pane.numbers().get(feature.substring(DetectorKey.NUMBER.length()));
            return pane.events() - (values == null ? 0 : values.count());
        }
        if (feature.startsWith(DetectorKey.CATEGORY)) {
            CategorySummary values = pane.categories().get(feature.substring(DetectorKey.CATEGORY.length()));
            return pane.events() - (values == null ? 0 : values.count());
        }
        return pane.missingTexts() + pane.redactedTexts();
    }
}
