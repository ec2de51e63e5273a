/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.config.CohortSettings;
import io.leeway.app.live.InForce;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.Observation;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage mix: passes an event's observation on, and after it what the event adds to the mix of its agent's cohorts. */
public final class MixProcessor extends ContextualProcessor<StreamKey, Observation, StreamKey, Observation> {

    private final InForce inForce;

    /** Adds by what is said about the cohorts of agents. */
    public MixProcessor(InForce inForce) {
        this.inForce = inForce;
    }

    @Override
    public void process(Record<StreamKey, Observation> event) {
        context().forward(event);
        CohortSettings settings = inForce.at(event.value().occurredAt())
                .cohorts()
                .apply(event.key().agentId());
        CohortMix.of(event.key(), event.value(), settings).ifPresent(added -> context()
                .forward(event.withKey(StreamKey.mix(event.key().agentId())).withValue(added)));
    }
}
