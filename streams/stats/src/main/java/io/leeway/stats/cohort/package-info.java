/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Two live cohorts compared in the same event-time windows: predictable witnesses, bets that are fair while both draw from
 * one law whatever the season, and the Shiryaev-Roberts e-detector that turns bets into a stopping rule.
 */
package io.leeway.stats.cohort;
