/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the service counts about its own work. */
public final class LeewayMetrics {

    /** The counters, with their names and what they mean. */
    public enum Metric {
        /** Events added to a pane. */
        EVENTS("leeway.events", "events added to a pane"),
        /** Events of a pane that was closed already. */
        LATE_EVENTS("leeway.events.late", "events that came after their pane was closed, and were left out"),
        /** Events dated ahead of the clock. */
        CLAMPED_EVENTS("leeway.events.clamped", "events dated in the future, taken at the time of their record"),
        /** Events counted before. */
        REPEATED_EVENTS("leeway.events.repeated", "records read a second time, and counted once"),
        /** Events whose pane was summed with another feature map. */
        FOREIGN_EVENTS(
                "leeway.events.foreign", "events left out because their pane was begun with another model or caps"),
        /** Panes closed. */
        PANES("leeway.panes.closed", "panes closed and evaluated"),
        /** Alert transitions. */
        ALERTS("leeway.alerts", "alerts opened, updated or resolved"),
        /** Panes of cohorts beyond the most that are monitored. */
        COHORTS_LEFT_OUT("leeway.cohorts.left.out", "panes of cohorts beyond cohorts.at-most, which are not monitored"),
        /** Commands that had their effect. */
        COMMANDS("leeway.commands", "operators' commands that had their effect"),
        /** Items of corpora that changed. */
        CORPUS_CHANGES("leeway.corpus.changes", "items of corpora put, replaced or removed"),
        /** Commands that were refused. */
        COMMANDS_REFUSED("leeway.commands.refused", "operators' commands that were refused, see the audit"),
        /** Changes of the configuration that were announced while the service ran. */
        RELOADS("leeway.configuration.reloads", "changes of the configuration that were announced"),
        /** Changes of the configuration file that were refused. */
        RELOADS_REFUSED(
                "leeway.configuration.reloads.refused",
                "changes of the configuration file that were refused, see the log");

        private final String meter;
        private final String description;

        Metric(String meter, String description) {
            this.meter = meter;
            this.description = description;
        }

        /** The meter's name. */
        public String meter() {
            return meter;
        }
    }

    /** What is bounded by the section {@code caps} of the configuration. */
    public enum Capped {
        /** Texts that were cut. */
        TEXT_LENGTH,
        /** Numbers and category values under names that are not followed. */
        NAMES,
        /** Category values that are not counted by themselves. */
        VALUES,
        /** Events of agents and cohorts that are not monitored. */
        AGENTS,
        /** Records that were not read. */
        RECORD_BYTES,
        /** Events that were not read. */
        EVENTS_PER_RECORD;

        /** The value of the counter's tag: the name of the key. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The gauge of silent streams. */
    static final String SILENT = "leeway.silent";

    private static final String RECORDS = "leeway.records";
    private static final String EVENTS_READ = "leeway.events.read";
    private static final String TOPIC = "topic";
    private static final String CAPPED = "leeway.capped";
    private static final String DEAD_LETTERS = "leeway.dead.letters";

    private final MeterRegistry registry;
    private final Timer evaluation;
    private final AtomicInteger silent = new AtomicInteger();

    /** Counts into a registry. */
    public LeewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.evaluation = Timer.builder("leeway.evaluation")
                .description("time to evaluate one closed pane")
                .register(registry);
        Gauge.builder(SILENT, silent, AtomicInteger::get)
                .description("agents and cohorts that used to send events and are silent")
                .register(registry);
    }

    /** Counts one. */
    public void count(Metric metric) {
        count(metric, 1);
    }

    /** Counts several. */
    public void count(Metric metric, double amount) {
        Counter.builder(metric.meter())
                .description(metric.description)
                .register(registry)
                .increment(amount);
    }

    /** Counts a record that was read, and the events in it. */
    public void countRead(String topic, int events) {
        Counter.builder(RECORDS)
                .description("records that were read, whether there were events in them or not")
                .tag(TOPIC, topic)
                .register(registry)
                .increment();
        Counter.builder(EVENTS_READ)
                .description("events in these records")
                .tag(TOPIC, topic)
                .register(registry)
                .increment(events);
    }

    /** Counts a record that was set aside. */
    public void countDeadLetter(String reason) {
        Counter.builder(DEAD_LETTERS)
                .description("records that could not be processed, by reason")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** Counts what was left out because of a cap. */
    public void countCapped(Capped cap, double amount) {
        Counter.builder(CAPPED)
                .description("what was cut or left out because of a cap")
                .tag("cap", cap.tag())
                .register(registry)
                .increment(amount);
    }

    /** Changes how many streams are silent. */
    public void countSilent(int change) {
        silent.addAndGet(change);
    }

    /** Times the evaluation of a pane. */
    public Timer evaluation() {
        return evaluation;
    }
}
