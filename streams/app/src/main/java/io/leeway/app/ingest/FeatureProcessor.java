/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.StreamKey;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage features: an event to what is monitored of it. */
public final class FeatureProcessor extends ContextualProcessor<StreamKey, Event, StreamKey, Features> {

    private final FeatureExtractor extractor;
    private final LeewayMetrics metrics;

    /** Extracts with the given extractor. */
    public FeatureProcessor(FeatureExtractor extractor, LeewayMetrics metrics) {
        this.extractor = extractor;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<StreamKey, Event> event) {
        Features features = extractor.extract(event.value(), event.timestamp());
        if (FeatureExtractor.clamped(features)) {
            metrics.count(Metric.CLAMPED_EVENTS);
        }
        if (features.textCut()) {
            metrics.countCapped(Capped.TEXT_LENGTH, 1);
        }
        context()
                .forward(event.withKey(extractor.stream(event.value(), features.occurredAt()))
                        .withValue(features));
    }
}
