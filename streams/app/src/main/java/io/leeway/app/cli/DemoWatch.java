/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.topic.Topics;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import io.leeway.schemas.Records;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows the demo: prints how each agent stands when that changes, and every alert. */
final class DemoWatch implements Consumer<ConsumerRecord<byte[], byte[]>> {

    private final Map<String, Instant> ends;
    private final PrintWriter out;
    private final Map<String, MonitorState> states = new TreeMap<>();
    private final Set<String> finished = new TreeSet<>();
    private final Set<String> alerted = new TreeSet<>();
    private String reports = "";

    /**
     * A watch over agents.
     *
     * @param ends the time of each agent's last event
     * @param out where to print
     */
    DemoWatch(Map<String, Instant> ends, PrintWriter out) {
        this.ends = ends;
        this.out = out;
    }

    TopicReader reader(LeewayConfig config) {
        Topics topics = Topics.of(config);
        reports = topics.reports().name();
        return new TopicReader(config.kafka(), List.of(topics.alerts(), topics.reports()));
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(reports)) {
            report(Records.DRIFT_REPORT.read(record.value()));
        } else {
            alert(Records.DRIFT_ALERT.read(record.value()));
        }
        out.flush();
    }

    private void report(DriftReport report) {
        if (report.getComparedWith() != null) {
            return;
        }
        if (states.put(report.getAgentId(), report.getState()) != report.getState()) {
            out.println(report.getPaneEnd() + "  " + report.getAgentId() + " is " + report.getState());
        }
        Instant end = ends.get(report.getAgentId());
        if (end != null && report.getPaneEnd().isAfter(end)) {
            finished.add(report.getAgentId());
        }
    }

    private void alert(DriftAlert alert) {
        out.print(AlertText.of(alert));
        if (alert.getTransition() == AlertTransition.OPENED) {
            alerted.add(alert.getAgentId());
        }
    }

    /** Whether every agent's last pane has been evaluated. */
    boolean complete() {
        return finished.containsAll(ends.keySet());
    }

    /** The agents that alerted. */
    Set<String> alerted() {
        return alerted;
    }

    String verdict(Set<String> expected) {
        return alerted.equals(expected)
                ? "As it should be: " + expected + " alerted, the others did not."
                : "Not as it should be: " + alerted + " alerted instead of " + expected + ".";
    }
}
