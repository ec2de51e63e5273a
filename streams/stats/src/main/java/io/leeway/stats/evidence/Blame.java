/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Tested;
import java.util.Collection;

/**
 * How a change is shared among what an agent is sent.
 *
 * <p>Each part weighs as much as its largest effect among the significant comparisons of one evaluation, of all families,
 * in units of the smallest effect that may raise an alert:
 *
 * <pre>
 * w(part) = max effect/gate over the part's significant comparisons,   share(part) = w(part)/Σw
 * </pre>
 *
 * <p>Effects, not p-values, because those grow with the number of events, and so would favour what is sent more often.
 * Descriptors of texts and coverage count as text, a missing value as the part it is missing in, and all features taken together by
 * half for numbers and by half for categories. Without a significant comparison all shares are 0.
 *
 * @param text share of the texts, in [0, 1]
 * @param numbers share of the numbers
 * @param categories share of the categories; the three sum to 1, or are all 0
 */
public record Blame(double text, double numbers, double categories) {

    /** Nobody's. */
    public static final Blame NONE = new Blame(0, 0, 0);

    /** The blame for the comparisons of one evaluation. */
    public static Blame of(Collection<Tested> tests) {
        double text = 0;
        double numbers = 0;
        double categories = 0;
        double joint = 0;
        for (Tested test : tests) {
            if (test.significant()) {
                double weight = test.strength();
                String feature = test.key().feature();
                if (feature.startsWith(DetectorKey.NUMBER)) {
                    numbers = StrictMath.max(numbers, weight);
                } else if (feature.startsWith(DetectorKey.CATEGORY)) {
                    categories = StrictMath.max(categories, weight);
                } else if (feature.equals(DetectorKey.JOINT)) {
                    joint = StrictMath.max(joint, weight);
                } else {
                    text = StrictMath.max(text, weight);
                }
            }
        }
        double sum = text + numbers + categories + joint;
        if (sum == 0) {
            return NONE;
        }
        return new Blame(text / sum, (numbers + joint / 2) / sum, (categories + joint / 2) / sum);
    }
}
