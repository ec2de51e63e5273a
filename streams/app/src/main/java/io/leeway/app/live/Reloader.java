/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.config.ConfigurationException;
import io.leeway.app.config.Effective;
import io.leeway.app.config.Problem;
import io.leeway.app.live.LiveStatus.Refusal;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up changes of the configuration file: valid ones that need no restart are announced, all others are refused as a whole and
 * nothing changes. A content that was refused or announced is not looked at again.
 */
final class Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final Duration FAR_BEHIND = Duration.ofHours(1);

    private final ConfigSource source;
    private final Effective running;
    private final FileWatch watch;
    private final Follower follower;
    private final Announcer announcer;
    private final LeewayMetrics metrics;
    private final Clock clock;
    private volatile Refusal refusal;

    /**
     * Reloads for one instance.
     *
     * @param source where its configuration is read
     * @param running what it was started with
     * @param watch looks at the file
     */
    Reloader(
            ConfigSource source,
            Effective running,
            FileWatch watch,
            Follower follower,
            Announcer announcer,
            LeewayMetrics metrics,
            Clock clock) {
        this.source = source;
        this.running = running;
        this.watch = watch;
        this.follower = follower;
        this.announcer = announcer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The last change of the file, if it was refused. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Looks at the file, and does what there is to do. */
    void look() {
        switch (watch.look()) {
            case NOTHING -> {}
            case ABSENCE ->
                LOG.warn(
                        "{} cannot be read any more; what is in force stays so",
                        source.file().orElseThrow());
            case CHANGE -> {
                try {
                    reload(watch.content());
                    watch.accept();
                } catch (ServiceException e) {
                    // Not the fault of the file: the next look finds the change again.
                    LOG.warn("{}; trying again", e.getMessage(), e);
                }
            }
        }
    }

    private void reload(String text) {
        Effective wanted;
        try {
            wanted = source.read(text);
        } catch (ConfigurationException e) {
            refuse(e.problems().stream().map(Problem::message).toList());
            return;
        }
        List<String> fixed = running.fixedChangesTo(wanted);
        if (!fixed.isEmpty()) {
            refuse(fixed);
            return;
        }
        Optional<Instant> planned = wanted.config().reload().effectiveFrom();
        Announcer.Start start = planned.map(time -> Announcer.Start.planned(wanted.config(), time))
                .orElseGet(() -> Announcer.Start.ahead(wanted.config()));
        boolean announced = announcer.announce(wanted, start);
        refusal = null;
        if (!announced) {
            LOG.info("the file changed; what it asks agents to be monitored with has been announced already");
        } else if (planned.isEmpty()) {
            warnIfEventsAreOld();
        }
    }

    private void warnIfEventsAreOld() {
        long newest = follower.newestEvent();
        if (newest != Long.MIN_VALUE && newest < clock.millis() - FAR_BEHIND.toMillis()) {
            LOG.warn(
                    "the newest events are of {}, far behind the clock: the change waits for events of its own time;"
                            + " to have it in force from another event time on, put effective-from into the file",
                    Instant.ofEpochMilli(newest));
        }
    }

    private void refuse(List<String> reasons) {
        refusal = new Refusal(clock.instant(), reasons);
        metrics.count(Metric.RELOADS_REFUSED);
        LOG.error(
                "the change of {} is refused, and what is in force stays so:\n  - {}",
                source.file().orElseThrow(),
                String.join("\n  - ", reasons));
    }
}
