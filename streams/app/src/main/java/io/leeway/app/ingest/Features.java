/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.stats.sketch.TextState;
import java.util.SortedMap;

/**
 * What is monitored of one event, before its text is embedded.
 *
 * @param event the event, its text as it may be read
 * @param occurredAt its event time after clamping, epoch milliseconds
 * @param textState whether there is a text worth embedding
 * @param textCut whether the text was longer than what may be read of it
 * @param numbers the monitored numbers, without NaN
 * @param categories the monitored categories
 */
public record Features(
        Event event,
        long occurredAt,
        TextState textState,
        boolean textCut,
        SortedMap<String, Double> numbers,
        SortedMap<String, String> categories) {}
