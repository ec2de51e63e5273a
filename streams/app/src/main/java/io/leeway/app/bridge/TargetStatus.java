/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

/**
 * How a target does.
 *
 * @param name its name
 * @param kind what it understands
 * @param state {@code DELIVERING}, {@code WAITING} for it to accept again, {@code MISCONFIGURED} if it takes nothing until
 *     somebody puts it right, or {@code STOPPED}
 * @param failures requests that failed in a row
 */
public record TargetStatus(String name, String kind, String state, int failures) {}
