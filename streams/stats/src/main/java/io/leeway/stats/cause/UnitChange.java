/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.rounded;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.NumberSummary;
import java.util.Optional;

/**
 * Another unit: every quartile of a positive number changed by the same factor, and the factor is one between units.
 *
 * <p>Factors asked: 10, 60, 100, 1000, 3600, 10⁶ and their inverses. A quartile agrees if its ratio is within a factor of
 * {@value #TOLERANCE} of it; the median decides between factors. At least {@value #FEWEST} values.
 */
final class UnitChange {

    private static final double[] FACTORS = {10, 60, 100, 1000, 3600, 1e6};
    private static final double[] QUARTILES = {0.25, 0.5, 0.75};
    private static final double TOLERANCE = 1.5;
    private static final long FEWEST = 10;

    private UnitChange() {}

    static Optional<Cause> find(Scene scene) {
        return scene.features().stream()
                .filter(feature -> feature.startsWith(DetectorKey.NUMBER))
                .map(feature -> feature.substring(DetectorKey.NUMBER.length()))
                .flatMap(name -> find(scene, name).stream())
                .findFirst();
    }

    private static Optional<Cause> find(Scene scene, String name) {
        NumberSummary before = scene.before().numbers().get(name);
        NumberSummary now = scene.now().numbers().get(name);
        if (before == null || now == null || before.count() < FEWEST || now.count() < FEWEST) {
            return Optional.empty();
        }
        double[] logRatios = new double[QUARTILES.length];
        for (int i = 0; i < QUARTILES.length; i++) {
            double then = before.quantile(QUARTILES[i]);
            double today = now.quantile(QUARTILES[i]);
            if (!(then > 0 && today > 0) || Double.isInfinite(then) || Double.isInfinite(today)) {
                return Optional.empty();
            }
            logRatios[i] = StrictMath.log(today / then);
        }
        double factor = nearest(logRatios[1]);
        for (double logRatio : logRatios) {
            if (Math.abs(logRatio - StrictMath.log(factor)) > StrictMath.log(TOLERANCE)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Cause(
                Kind.DATA_QUALITY,
                "unit changed",
                name + " x " + rounded(factor) + ", median " + rounded(before.quantile(QUARTILES[1])) + " to "
                        + rounded(now.quantile(QUARTILES[1]))));
    }

    private static double nearest(double logRatio) {
        double best = FACTORS[0];
        for (double factor : FACTORS) {
            for (double candidate : new double[] {factor, 1 / factor}) {
                if (Math.abs(StrictMath.log(candidate) - logRatio) < Math.abs(StrictMath.log(best) - logRatio)) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
