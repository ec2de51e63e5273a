/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.pane.SourcePartition;
import io.leeway.app.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks topics up and creates those that are missing. */
public final class TopicAdmin {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(50);

    private final Admin admin;

    /** Works through the given client, which stays open. */
    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * The partitions of the input topics.
     *
     * @throws ServiceException naming the topics that do not exist
     */
    public Set<SourcePartition> partitions(Collection<String> topics) {
        Set<SourcePartition> partitions = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (String topic : topics) {
            Optional<TopicDescription> description = describe(topic);
            description.ifPresentOrElse(
                    found -> found.partitions()
                            .forEach(partition -> partitions.add(new SourcePartition(topic, partition.partition()))),
                    () -> missing.add(topic));
        }
        requireNone("input topics", missing, "inputs");
        return partitions;
    }

    /**
     * Looks the topics of corpora up.
     *
     * @throws ServiceException naming those that do not exist
     */
    public void requireCorpora(Collection<String> topics) {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeIf(topic -> describe(topic).isPresent());
        requireNone("topics of corpora", missing, "corpora");
    }

    private static void requireNone(String what, Set<String> missing, String key) {
        if (!missing.isEmpty()) {
            throw new ServiceException(what + " do not exist: " + String.join(", ", missing)
                    + "; create them, or correct " + key + " in the configuration");
        }
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(
                    admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new ServiceException(
                    "topic " + topic + " cannot be looked up: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while looking up topic " + topic, e);
        }
    }

    /** Creates the output topics that do not exist; those that do are left as they are. */
    public void createOutputs(Topics topics, int partitions, short replication) {
        topics.all()
                .forEach(topic ->
                        create(topic.name(), topics.isSingle(topic) ? 1 : partitions, replication, topic.config()));
    }

    /** Creates a topic unless it exists; when this returns, clients can use it. */
    public void create(String name, int partitions, short replication, Map<String, String> config) {
        Optional<Short> factor = replication < 0 ? Optional.empty() : Optional.of(replication);
        NewTopic topic = new NewTopic(name, Optional.of(partitions), factor).configs(config);
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ServiceException(
                        "topic " + name + " cannot be created: " + e.getCause().getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while creating topic " + name, e);
        }
        awaitKnown(name);
    }

    // A broker hears of a topic a little after the controller has made it.
    private void awaitKnown(String name) {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (describe(name).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceException("topic " + name + " was created but is still unknown after " + KNOWN_WITHIN);
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }
}
