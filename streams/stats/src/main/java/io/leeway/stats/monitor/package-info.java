/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One agent from closed pane to decision: references and windows (package {@code window}) are compared (package
 * {@code detect}), judged (package {@code decide}) and explained (package {@code evidence}). The same objects run in the
 * service, in a replay and in tests.
 */
package io.leeway.stats.monitor;
