/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.stats.sketch.TextState;
import java.util.SortedMap;

/**
 * What is monitored of one event, before its text is embedded.
 *
 * @param event the event
 * @param occurredAt its event time after clamping, epoch milliseconds
 * @param textState whether there is a text worth embedding
 * @param numbers the monitored numbers, without NaN
 * @param categories the monitored categories
 */
public record Features(
        Event event,
        long occurredAt,
        TextState textState,
        SortedMap<String, Double> numbers,
        SortedMap<String, String> categories) {}
