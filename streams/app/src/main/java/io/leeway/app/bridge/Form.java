/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** How alerts look to one sort of target. Used by one thread. */
interface Form {

    /** The path of the endpoint below the URL that is configured. */
    default String path() {
        return "";
    }

    /** What to post for a transition. */
    Payload payload(TopicPartition partition, Delivery delivery);

    /** Whether this form needs to see, at its start, what was delivered before. */
    default boolean needsHistory() {
        return false;
    }

    /** The target has this transition, now or from an earlier run. */
    default void delivered(TopicPartition partition, Delivery delivery) {}

    /** The key has come to its end without a transition. */
    default void ended(TopicPartition partition, String key) {}

    /** The partition is somebody else's now. */
    default void forget(TopicPartition partition) {}

    /** What to tell the target again from time to time. */
    default List<Payload> reminders() {
        return List.of();
    }
}
