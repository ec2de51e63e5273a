/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import io.leeway.app.ingest.BadEventException.Reason;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** A record's bytes could not be read: set an input record aside; stop on one of our own. */
public final class DeserializationErrors implements DeserializationExceptionHandler {

    private DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.from(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
        if (!deadLetters.mayContinue(record.topic())) {
            return Response.fail();
        }
        return Response.resume(deadLetters.send(new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                Reason.UNPARSABLE.name(),
                DeadLetter.messageOf(error),
                record.value())));
    }
}
