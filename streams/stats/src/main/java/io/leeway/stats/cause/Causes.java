/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a technical cause, the most certain kind first, before anybody is told that people want something else.
 *
 * <table>
 *   <caption>What is asked, by the family of the incident</caption>
 *   <tr><th>Family</th><th>Causes, in this order</th></tr>
 *   <tr><td>missing</td><td>redaction, missing values</td></tr>
 *   <tr><td>text</td><td>retry storm, truncation, format</td></tr>
 *   <tr><td>numbers</td><td>retry storm, unit changed</td></tr>
 *   <tr><td>categories</td><td>traffic mix between cohorts, retry storm, category renamed</td></tr>
 *   <tr><td>joint</td><td>retry storm</td></tr>
 * </table>
 *
 * <p>Where values of categories flipped when the drift began, they are named beside such a cause, or as {@code new client
 * or prompt version}. Categories are not explained by one category, for that is what the alert is about, but by two that
 * flip together.
 */
public final class Causes {

    private static final int TOGETHER = 2;

    private Causes() {}

    /** The cause, if one is recognised. */
    public static Optional<Cause> of(Scene scene) {
        Optional<Cause> technical =
                switch (scene.family()) {
                    case MISSING -> Absence.find(scene);
                    case TEXT ->
                        Repeats.find(scene).or(() -> Truncation.find(scene)).or(() -> Format.find(scene));
                    case NUMBERS -> Repeats.find(scene).or(() -> UnitChange.find(scene));
                    case CATEGORIES ->
                        CohortShares.find(scene).or(() -> Repeats.find(scene)).or(() -> Renaming.find(scene));
                    case JOINT -> Repeats.find(scene);
                    case COVERAGE, EMBEDDING -> Optional.empty();
                };
        List<Flips.Flip> flips = flips(scene, technical);
        if (flips.isEmpty()) {
            return technical;
        }
        return technical
                .map(cause -> cause.and("at the same moment " + Flips.words(flips)))
                .or(() -> Optional.of(new Cause(Kind.INPUT_DRIFT, "new client or prompt version", Flips.words(flips))));
    }

    private static List<Flips.Flip> flips(Scene scene, Optional<Cause> technical) {
        List<Flips.Flip> flips = Flips.complete(scene);
        return switch (scene.family()) {
            case CATEGORIES -> technical.isEmpty() && flips.size() >= TOGETHER ? flips : List.of();
            case EMBEDDING -> List.of();
            default -> flips;
        };
    }

    /** What goes with a change of the mix of known texts, if anything does. */
    public static Optional<Cause> ofMix(Scene scene) {
        List<Flips.Flip> mixes = Flips.mixes(scene);
        return mixes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(Kind.MIX_SHIFT, "traffic mix", Flips.words(mixes)));
    }
}
