/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.config.CohortSettings;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.StreamKey;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage admit: lets through the panes of as many cohorts of an agent as are monitored, and counts the others. */
public final class AdmitProcessor extends ContextualProcessor<StreamKey, ClosedPane, StreamKey, ClosedPane> {

    private static final Logger LOG = LoggerFactory.getLogger(AdmitProcessor.class);

    private final InForce inForce;
    private final LeewayMetrics metrics;
    private final Set<String> told = new HashSet<>();
    private CohortAdmission admission;

    /**
     * Admits by settings.
     *
     * @param inForce what is said about the cohorts of agents
     * @param metrics what is counted
     */
    public AdmitProcessor(InForce inForce, LeewayMetrics metrics) {
        this.inForce = inForce;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, ClosedPane> context) {
        super.init(context);
        admission = new CohortAdmission(StoredCohorts.names(context));
    }

    @Override
    public void process(Record<StreamKey, ClosedPane> pane) {
        CohortSettings settings = inForce.at(pane.value().entry().start())
                .cohorts()
                .apply(pane.key().agentId());
        if (admission.admits(pane.key(), settings)) {
            context().forward(pane);
            return;
        }
        metrics.count(Metric.COHORTS_LEFT_OUT);
        String agent = pane.key().agentId();
        if (told.add(agent)) {
            LOG.warn(
                    "agent {} has more than {} cohorts; {} and others are not monitored (cohorts.at-most)",
                    agent,
                    settings.atMost(),
                    pane.key().cohort());
        }
    }
}
