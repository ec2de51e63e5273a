/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static io.leeway.stats.evidence.Numerals.percent;
import static io.leeway.stats.evidence.Numerals.rounded;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.PaneSummary;
import java.util.Set;
import java.util.TreeSet;

/** Puts a moved feature into words and numbers a person can check. */
final class Description {

    // New names with smaller hashes can push a name out of the merged window that single panes still followed.
    private static final String TOO_MANY_NAMES = "its values moved, among more names than are followed";

    private final PaneSummary before;
    private final PaneSummary now;

    Description(PaneSummary before, PaneSummary now) {
        this.before = before;
        this.now = now;
    }

    Moved of(DetectorKey key, double pValue, double effect) {
        if (key.detector() == Detector.MISSING) {
            return share(key, pValue, effect, missing(before, key), missing(now, key), "missing in");
        }
        String name = name(key);
        if (before.numbers().containsKey(name)) {
            return number(key, name, pValue, effect);
        }
        if (before.categories().containsKey(name)) {
            return category(key, name, pValue, effect);
        }
        return switch (key.detector()) {
            case NOVEL_95, NOVEL_99 -> novel(key, pValue, effect);
            case JOINT ->
                unmeasured(
                        key,
                        pValue,
                        effect,
                        "numbers and categories go together otherwise than before, by a kernel shift of ");
            default -> unmeasured(key, pValue, effect, "the meaning of texts moved by a kernel shift of ");
        };
    }

    /** The name under which panes keep the values, or one that no pane knows. */
    private static String name(DetectorKey key) {
        String feature = key.feature();
        if (feature.startsWith(DetectorKey.DESCRIPTOR)) {
            return Descriptors.key(feature);
        }
        int colon = feature.indexOf(':');
        return colon < 0 ? "" : feature.substring(colon + 1);
    }

    private static Moved novel(DetectorKey key, double pValue, double effect) {
        double usual = key.detector() == Detector.NOVEL_95 ? 0.05 : 0.01;
        return new Moved(
                key,
                pValue,
                effect,
                usual,
                usual + effect,
                "share of texts unlike any topic of the reference " + percent(usual) + " to "
                        + percent(usual + effect));
    }

    private static Moved unmeasured(DetectorKey key, double pValue, double effect, String what) {
        return new Moved(
                key,
                pValue,
                effect,
                Double.NaN,
                Double.NaN,
                what + rounded(effect) + " (0 as before, 1 nothing in common)");
    }

    private Moved number(DetectorKey key, String name, double pValue, double effect) {
        NumberSummary then = before.numbers().get(name);
        NumberSummary today = now.numbers().get(name);
        if (today == null) {
            return new Moved(key, pValue, effect, Double.NaN, Double.NaN, TOO_MANY_NAMES);
        }
        double medianBefore = shown(then, 0.5);
        double medianNow = shown(today, 0.5);
        String range =
                switch (key.detector()) {
                    case UNSEEN -> "values outside the range of the reference; ";
                    case TAIL -> "values above nearly all of the reference; ";
                    default -> "";
                };
        return new Moved(
                key,
                pValue,
                effect,
                medianBefore,
                medianNow,
                range + "median " + rounded(medianBefore) + " to " + rounded(medianNow) + ", 10 % to 90 % from "
                        + middle(then) + " to " + middle(today));
    }

    private static String middle(NumberSummary values) {
        return "[" + rounded(shown(values, 0.1)) + ", " + rounded(shown(values, 0.9)) + "]";
    }

    /** A quantile as people would write it: not the bucket's edge but its simplest number. */
    private static double shown(NumberSummary values, double share) {
        double edge = values.quantile(share);
        return values.buckets().stream()
                .filter(bucket -> bucket.highest() == edge)
                .findFirst()
                .orElseThrow()
                .nearestToZero();
    }

    /** The value whose share changed most stands for the feature. */
    private Moved category(DetectorKey key, String name, double pValue, double effect) {
        CategorySummary then = before.categories().get(name);
        CategorySummary today = now.categories().get(name);
        if (today == null) {
            return new Moved(key, pValue, effect, Double.NaN, Double.NaN, TOO_MANY_NAMES);
        }
        Set<String> values = new TreeSet<>(then.counts().keySet());
        values.addAll(today.counts().keySet());
        String most = "";
        double largest = -1;
        for (String value : values) {
            boolean candidate = key.detector() != Detector.UNSEEN || then.count(value) == 0;
            double change = Math.abs(share(today, value) - share(then, value));
            if (candidate && change > largest) {
                largest = change;
                most = value;
            }
        }
        String what = key.detector() == Detector.UNSEEN ? "unseen value '" + most + "' in" : "share of '" + most + "'";
        return share(key, pValue, effect, share(then, most), share(today, most), what);
    }

    private static Moved share(DetectorKey key, double pValue, double effect, double before, double now, String what) {
        return new Moved(key, pValue, effect, before, now, what + " " + percent(before) + " to " + percent(now));
    }

    private static double share(CategorySummary values, String value) {
        return values.count() == 0 ? 0 : (double) values.count(value) / values.count();
    }

    private static double missing(PaneSummary pane, DetectorKey key) {
        long present;
        if (key.feature().startsWith(DetectorKey.NUMBER)) {
            NumberSummary values = pane.numbers().get(key.feature().substring(DetectorKey.NUMBER.length()));
            present = values == null ? 0 : values.count();
        } else if (key.feature().startsWith(DetectorKey.CATEGORY)) {
            CategorySummary values = pane.categories().get(key.feature().substring(DetectorKey.CATEGORY.length()));
            present = values == null ? 0 : values.count();
        } else {
            present = pane.presentTexts();
        }
        return pane.events() == 0 ? 0 : (double) (pane.events() - present) / pane.events();
    }
}
