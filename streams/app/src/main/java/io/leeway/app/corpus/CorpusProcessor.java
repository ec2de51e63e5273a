/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.StreamKey;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Stage corpus: keeps the items of an agent in the task that holds the agent's monitors. */
public final class CorpusProcessor extends ContextualProcessor<StreamKey, KnownItem, Void, Void> {

    private final CorpusRules rules;
    private final LeewayMetrics metrics;
    private Corpora corpora;

    /**
     * Keeps items.
     *
     * @param rules how much is kept
     * @param metrics what is counted
     */
    public CorpusProcessor(CorpusRules rules, LeewayMetrics metrics) {
        this.rules = rules;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        corpora = new Corpora(KeptCorpora.of(context), rules);
    }

    @Override
    public void process(Record<StreamKey, KnownItem> item) {
        if (corpora.accept(item.key().agentId(), item.value())) {
            metrics.count(Metric.CORPUS_CHANGES);
        }
    }
}
