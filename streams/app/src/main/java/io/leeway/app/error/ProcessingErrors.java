/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import io.leeway.app.ingest.FaultyPartsException;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A stage failed on an input record: set the record aside and go on. On one of our own records, or because a store or a
 * client failed: stop, for the next record would fare the same.
 */
public final class ProcessingErrors implements ProcessingExceptionHandler {

    private DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.from(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
        if (error instanceof KafkaException || !deadLetters.mayContinue(context.topic())) {
            return Response.fail();
        }
        DeadLetter letter = new DeadLetter(
                context.topic(),
                context.partition(),
                context.offset(),
                context.timestamp(),
                DeadLetter.reasonOf(error),
                DeadLetter.messageOf(error),
                context.sourceRawValue());
        return Response.resume(
                error instanceof FaultyPartsException parts
                        ? deadLetters.send(letter, parts.faults())
                        : deadLetters.send(letter));
    }
}
