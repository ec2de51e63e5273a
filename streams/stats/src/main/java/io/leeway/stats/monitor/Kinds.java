/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What sort of change an incident is about.
 *
 * <ul>
 *   <li>A cause brings its kind; values that are missing are always a matter of data quality, and texts that the corpus does
 *       not cover a matter of coverage.
 *   <li>Novelty: of the texts' detectors only those of texts unlike any topic decided (or, with them, those of a long
 *       tail), and less than {@value #MOST} of the events since the change are unlike the usual ones.
 *   <li>Another mix: only means of embeddings decided, and no share of texts unlike any topic is even near
 *       {@value #NEAR}: what came is known, in other shares.
 *   <li>Anything else is input drift.
 * </ul>
 */
final class Kinds {

    private static final double MOST = 0.5;
    private static final double NEAR = 0.01;

    private final Family family;
    private final List<Tested> reasons;
    private final List<Tested> tests;

    /**
     * For one incident.
     *
     * @param family its family
     * @param reasons the significant comparisons
     * @param tests all comparisons with the reference of the strongest
     */
    Kinds(Family family, List<Tested> reasons, List<Tested> tests) {
        this.family = family;
        this.reasons = reasons;
        this.tests = tests;
    }

    /**
     * The kind.
     *
     * @param cause the cause, if one was found
     * @param share the share of events that show the change since it began
     */
    Kind kind(Optional<Cause> cause, double share) {
        if (family == Family.MISSING) {
            return Kind.DATA_QUALITY;
        }
        if (family == Family.COVERAGE) {
            return Kind.COVERAGE;
        }
        if (cause.isPresent() && cause.get().kind() != Kind.INPUT_DRIFT) {
            return cause.get().kind();
        }
        if (family != Family.TEXT) {
            return Kind.INPUT_DRIFT;
        }
        boolean onlyNovel = reasons.stream()
                .allMatch(test -> Explanation.novel(test.key()) || test.key().detector() == Detector.TAIL);
        if (onlyNovel && reasons.stream().anyMatch(test -> Explanation.novel(test.key())) && share < MOST) {
            return Kind.NOVELTY;
        }
        boolean onlyMeans = reasons.stream()
                .allMatch(test -> test.key().detector() == Detector.EMBEDDING
                        || test.key().detector() == Detector.SPECTRAL);
        boolean nothingNovel = tests.stream()
                .filter(test -> Explanation.novel(test.key()))
                .noneMatch(test -> test.result().pValue() <= NEAR
                        && test.result().effect() >= test.bounds().gate());
        boolean judged = tests.stream().anyMatch(test -> Explanation.novel(test.key()));
        return onlyMeans && judged && nothingNovel ? Kind.MIX_SHIFT : Kind.INPUT_DRIFT;
    }
}
