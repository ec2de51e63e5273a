/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which agents of a fleet moved in one period, ranked, so that few of those reported are false.
 *
 * <p>Alerts of many agents add up: a thousand agents with one false alarm in 30 days each make 33 a day. A digest instead
 * takes one p-value per agent for the whole period (see {@link PeriodPValue}), and reports the strongest.
 *
 * <p><b>Null hypothesis</b> of each agent: its inputs did not change in the period.
 *
 * <ul>
 *   <li>{@link Rule#BENJAMINI_HOCHBERG} reports the k smallest, k the largest with p(k) ≤ k·q/m. <b>Controlled</b>: the
 *       expected share of unchanged agents among the reported of one period is at most q, if the p-values of unchanged
 *       agents are valid, and independent or positively dependent.
 *   <li>{@link Rule#E_BH} turns each p-value into an e-value, the mean of κp^(κ−1) over κ ∈ {.1, .3, .5, .7, .9}, whose
 *       expectation without change is at most 1, and reports the k largest, k the largest with e(k) ≥ m/(kq).
 *       <b>Controlled</b>: the same under any dependence, at a cost in power: a lone agent among m is reported at about
 *       p = (.02·q/m)^(1/.9), as the term with κ = .1 decides.
 * </ul>
 *
 * <p><b>Not controlled</b>: anything over unbounded time. Every period has its own share q, and an agent that nothing
 * happened to will be reported some day. More is not to be had: a procedure that raises a false alarm after a finite time
 * on average cannot also bound the false discovery rate at all times in the worst case; what can be bounded is error
 * over patience (Dandapanthula and Ramdas). Periods of one agent that overlap, or a reference they share, are not
 * independent looks. And a change that is there and does not matter is no false discovery.
 *
 * <p>Adjusted: the smallest q at which the agent would be reported, in [0, 1]. Equal p-values share a rank, and are
 * reported or left out together. Agents without any evaluation are no hypotheses and belong left out. No agents: an empty
 * digest. NaN, p-values outside [0, 1] and q outside (0, 1) are refused. Cost: O(m log m).
 *
 * <p>References: Y. Benjamini, Y. Hochberg (1995), J. R. Statist. Soc. B 57, doi:10.1111/j.2517-6161.1995.tb02031.x;
 * Y. Benjamini, D. Yekutieli (2001), The control of the false discovery rate in multiple testing under dependency, Ann.
 * Statist. 29, doi:10.1214/aos/1013699998; R. Wang, A. Ramdas (2022), False discovery rate control with e-values,
 * arXiv:2009.02824; S. Dandapanthula, A. Ramdas (2025), Multiple testing in multi-stream sequential change detection,
 * arXiv:2501.04130.
 *
 * @param rule how it was decided
 * @param q the rate kept
 * @param entries all agents, the smallest p-value first, then by name
 */
public record FleetDigest(Rule rule, double q, List<Entry> entries) {

    private static final double[] KAPPAS = {0.1, 0.3, 0.5, 0.7, 0.9};

    /** How to decide. */
    public enum Rule {
        /** For independent or positively dependent p-values. */
        BENJAMINI_HOCHBERG,
        /** For any dependence. */
        E_BH
    }

    /**
     * One agent.
     *
     * @param name its name
     * @param rank one more than the number of agents with a smaller p-value
     * @param pValue its p-value for the period
     * @param eValue its e-value, infinite for a p-value of 0
     * @param adjusted the smallest q at which it would be reported, at most 1
     * @param reported whether it is reported
     */
    public record Entry(String name, int rank, double pValue, double eValue, double adjusted, boolean reported) {}

    /** Copies the list. */
    public FleetDigest {
        entries = List.copyOf(entries);
    }

    /**
     * The digest of one period.
     *
     * @param pValues each agent's p-value for the period, by its name
     * @param q the false discovery rate to keep, in (0, 1)
     * @param rule how to decide
     */
    public static FleetDigest of(Map<String, Double> pValues, double q, Rule rule) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("q is " + q + " but must be above 0 and below 1");
        }
        List<Map.Entry<String, Double>> sorted = new ArrayList<>(new TreeMap<>(pValues).entrySet());
        sorted.forEach(agent -> FalseDiscoveryRate.check(agent.getValue()));
        sorted.sort(Comparator.comparingDouble(Map.Entry::getValue));
        int size = sorted.size();
        List<Entry> entries = new ArrayList<>();
        double adjusted = 1;
        boolean reported = false;
        int next = size;
        while (next > 0) {
            double p = sorted.get(next - 1).getValue();
            double e = eValue(p);
            int first = next - 1;
            while (first > 0 && sorted.get(first - 1).getValue() == p) {
                first--;
            }
            double level = rule == Rule.E_BH ? size / (next * e) : p * size / next;
            adjusted = StrictMath.min(adjusted, level);
            reported |= rule == Rule.E_BH ? e >= size / (next * q) : p <= next * q / size;
            for (int i = next - 1; i >= first; i--) {
                entries.add(new Entry(sorted.get(i).getKey(), first + 1, p, e, adjusted, reported));
            }
            next = first;
        }
        Collections.reverse(entries);
        return new FleetDigest(rule, q, entries);
    }

    /** The agents reported, the strongest first. */
    public List<Entry> reported() {
        return entries.stream().filter(Entry::reported).toList();
    }

    /**
     * The evidence of a p-value: the mean of κp^(κ−1) over five κ, each of which integrates to one.
     *
     * @param pValue in [0, 1]
     * @return at least .5; infinite for 0
     */
    public static double eValue(double pValue) {
        FalseDiscoveryRate.check(pValue);
        double sum = 0;
        for (double kappa : KAPPAS) {
            sum += kappa * StrictMath.pow(pValue, kappa - 1);
        }
        return sum / KAPPAS.length;
    }
}
