/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.ConfigurationException;
import io.leeway.app.config.Effective;
import io.leeway.app.config.LiveSettings;
import io.leeway.schemas.ConfigurationChange;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is announced, on a thread of its own, and knows what is in force. */
final class Follower implements InForce, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);

    /** So often it is read while what was read is still known to hold. */
    private static final int READS_PER_LEAD = 10;

    private final ConfigurationTopic topic;
    private final Effective own;
    private final Clock clock;
    private final Duration wait;
    private final Knowledge knowledge;
    private final BiConsumer<Announced, ConfigurationChange> heard;
    private final AtomicLong newestEvent = new AtomicLong(Long.MIN_VALUE);
    private final Thread thread = new Thread(this::run, "configuration-follower");
    private volatile Timeline timeline = Timeline.EMPTY;
    private volatile boolean closed;

    /**
     * A follower that reads nothing before {@link #start}.
     *
     * @param topic where announcements are read, closed with the follower
     * @param own the configuration of this instance: what cannot change, and is the same in all instances
     * @param clock wall clock
     * @param heard is told of each announcement, on the thread of the follower
     */
    Follower(ConfigurationTopic topic, Effective own, Clock clock, BiConsumer<Announced, ConfigurationChange> heard) {
        this.topic = topic;
        this.own = own;
        this.clock = clock;
        this.heard = heard;
        Duration lead = own.config().reload().lead();
        Duration often = lead.dividedBy(READS_PER_LEAD);
        this.wait = often.compareTo(LONGEST_WAIT) > 0
                ? LONGEST_WAIT
                : often.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : often;
        this.knowledge =
                new Knowledge(clock, lead, PATIENCE, own.config().topics().configurations());
        thread.setDaemon(true);
    }

    /** Begins to read. */
    void start() {
        thread.start();
    }

    @Override
    public LiveSettings at(long time) {
        newestEvent.accumulateAndGet(time, Math::max);
        knowledge.await(time);
        Announced inForce = timeline.at(time);
        return inForce.settings()
                .orElseThrow(() -> new UnknownSettingsException("configuration " + inForce.version() + ", announced by "
                        + inForce.by() + ", cannot be used by this instance, which is configured otherwise"));
    }

    /** All there is, when what had been written by now has been read. */
    Timeline upToDate() {
        knowledge.awaitRead(clock.millis());
        return timeline;
    }

    /** All that has been read. */
    Timeline timeline() {
        return timeline;
    }

    /** The latest event time that was asked about, epoch milliseconds; {@link Long#MIN_VALUE} for none. */
    long newestEvent() {
        return newestEvent.get();
    }

    private void run() {
        try (topic) {
            while (!closed) {
                follow();
            }
        } catch (RuntimeException e) {
            String why =
                    "announced configurations cannot be read any more, perhaps because a newer version of the service"
                            + " announced one: " + e.getMessage();
            LOG.error(why, e);
            knowledge.failed(why);
        }
    }

    private void follow() {
        try {
            long now = clock.millis();
            long end = topic.end();
            while (!closed && !topic.reached(end)) {
                topic.poll(wait, this::hear);
            }
            knowledge.read(now);
            topic.poll(wait, this::hear);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn(
                    "topic {} cannot be read, trying again",
                    own.config().topics().configurations(),
                    e);
            LockSupport.parkNanos(LONGEST_WAIT.toNanos());
        }
    }

    private void hear(ConfigurationChange change) {
        Optional<LiveSettings> settings = settings(change);
        Announced announced = new Announced(
                change.getEffectiveFrom() == null
                        ? Announced.ALWAYS
                        : change.getEffectiveFrom().toEpochMilli(),
                change.getPublishedAt(),
                change.getPublishedBy(),
                change.getSettings(),
                settings.map(LiveSettings::version).orElse(change.getConfigVersion()),
                settings);
        timeline = timeline.with(announced);
        heard.accept(announced, change);
    }

    /** Others may have been announced before the keys that cannot change were changed, with a restart. */
    private Optional<LiveSettings> settings(ConfigurationChange change) {
        try {
            return Optional.of(own.withLive(change.getSettings()).config().live());
        } catch (ConfigurationException e) {
            LOG.warn("what {} announced at {} is of no use here", change.getPublishedBy(), change.getPublishedAt(), e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
