/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.alert.CloudEvents;
import io.leeway.schemas.Records;
import org.apache.kafka.common.TopicPartition;

/** CloudEvents 1.0 in structured mode: the attributes, and the alert in its JSON form as {@code data}. */
final class WebhookForm implements Form {

    static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public Payload payload(TopicPartition partition, Delivery delivery) {
        ObjectNode event = MAPPER.createObjectNode();
        CloudEvents.attributes(delivery.key(), delivery.alert()).forEach(event::put);
        CloudEvents.traceparent(delivery.alert()).ifPresent(parent -> event.put("traceparent", parent));
        event.put("datacontenttype", "application/json");
        try {
            event.set("data", MAPPER.readTree(Records.DRIFT_ALERT.toJson(delivery.alert())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the JSON form of an alert is JSON", e);
        }
        return Payload.of(CONTENT_TYPE, event, delivery);
    }
}
