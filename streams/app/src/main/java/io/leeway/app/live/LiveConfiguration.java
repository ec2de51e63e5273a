/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.config.Effective;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.ServiceException;
import io.leeway.schemas.ConfigurationChange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in force in one running instance, which follows what all instances announce and announces what its file asks for. */
public final class LiveConfiguration implements InForce, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final Effective started;
    private final LeewayMetrics metrics;
    private final Clock clock;
    private final Follower follower;
    private final Announcer announcer;
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "configuration-watch");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Reloader> reloader = Optional.empty();
    private volatile boolean running;

    private LiveConfiguration(Effective started, LeewayMetrics metrics, Clock clock) {
        this.started = started;
        this.metrics = metrics;
        this.clock = clock;
        LeewayConfig config = started.config();
        this.follower = new Follower(
                new ConfigurationTopic(config.kafka(), config.topics().configurations(), config.applicationId()),
                started,
                clock,
                this::heard);
        this.announcer = new Announcer(config, follower, clock, instance());
    }

    /**
     * Reads all that was announced, and announces what this instance is started with if that is something else: in force at once
     * if no other instance runs, as at any other time if one does.
     *
     * @param started what the instance is started with
     * @param source where that was read, to be looked at for changes; empty for no changes
     * @param metrics what is counted
     * @param clock wall clock
     * @throws ServiceException if it cannot be read or announced
     */
    public static LiveConfiguration start(
            Effective started, Optional<ConfigSource> source, LeewayMetrics metrics, Clock clock) {
        LiveConfiguration live = new LiveConfiguration(started, metrics, clock);
        live.follower.start();
        try {
            live.announce();
        } catch (RuntimeException e) {
            live.close();
            throw e instanceof UnknownSettingsException ? new ServiceException(e.getMessage(), e) : e;
        }
        live.running = true;
        source.filter(from -> from.file().isPresent()).ifPresent(live::watch);
        return live;
    }

    private void announce() {
        Optional<Announced> newest = follower.upToDate().newest();
        if (newest.filter(last -> last.text().equals(started.live())).isPresent()) {
            return;
        }
        Optional<Instant> planned = started.config().reload().effectiveFrom();
        if (newest.isEmpty() || (planned.isEmpty() && !others())) {
            announcer.announce(started, now -> Announced.ALWAYS);
        } else {
            announcer.announce(
                    started,
                    planned.map(time -> Announcer.Start.planned(started.config(), time))
                            .orElseGet(() -> Announcer.Start.ahead(started.config())));
        }
    }

    /** Whether other instances run. */
    private boolean others() {
        String group = started.config().applicationId();
        try (Admin admin = Admin.create(new HashMap<>(started.config().kafka()))) {
            return !admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            // Not allowed to know: then there may be some.
            LOG.warn("cannot see whether other instances run: {}", e.getCause().getMessage());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while looking for other instances", e);
        }
    }

    private void watch(ConfigSource source) {
        Duration every = started.config().reload().every();
        if (every.isZero()) {
            return;
        }
        FileWatch watch = new FileWatch(source.file().orElseThrow(), content(source));
        Reloader own = new Reloader(source, started, watch, follower, announcer, metrics, clock);
        reloader = Optional.of(own);
        var unused = watching.scheduleWithFixedDelay(
                () -> look(own), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void look(Reloader reloader) {
        try {
            reloader.look();
        } catch (RuntimeException e) {
            // Whatever it is, the next look must come.
            LOG.error("looking at the configuration file failed", e);
        }
    }

    /** What the file holds now, provided that it is what this instance was started with. */
    private String content(ConfigSource source) {
        try {
            String text = Files.readString(source.file().orElseThrow(), StandardCharsets.UTF_8);
            boolean same = source.read(text).live().equals(started.live());
            return same ? text : "";
        } catch (IOException | RuntimeException e) {
            // Found to be a change at the next look, and said so.
            return "";
        }
    }

    private void heard(Announced announced, ConfigurationChange change) {
        if (running) {
            metrics.count(Metric.RELOADS);
        }
        LOG.info(
                "configuration {}, announced by {} at {}, is in force from {} on{}",
                announced.version(),
                announced.by(),
                announced.at(),
                announced.fromInWords(),
                change.getReason() == null ? "" : ":\n  - " + change.getReason().replace("\n", "\n  - "));
    }

    private static String instance() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    @Override
    public LiveSettings at(long time) {
        return follower.at(time);
    }

    /** How it stands. */
    public LiveStatus status() {
        Timeline timeline = follower.timeline();
        Announced now = timeline.at(clock.millis());
        return new LiveStatus(
                now, timeline.newest().filter(newest -> !newest.equals(now)), reloader.flatMap(Reloader::refusal));
    }

    @Override
    public void close() {
        running = false;
        watching.shutdownNow();
        follower.close();
    }
}
