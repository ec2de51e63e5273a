/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Fault;
import io.leeway.app.ingest.FaultyPartsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ErrorHandlersTest {

    private static final String SECRET = "my-secret-4711";
    private static final byte[] CONTENT = SECRET.getBytes(StandardCharsets.UTF_8);
    private static final Record<String, String> RECORD = new Record<>("k", "v", 5);
    private final BadEventException bad = new BadEventException(Reason.INVALID_EVENT, "agentId is required");

    private byte[] content = CONTENT;
    private final List<String> counted = new ArrayList<>();

    private Map<String, Object> config(boolean withValue) {
        return Map.of(
                DeadLetters.CONFIG,
                new DeadLetters("dead", ContentHash.unsalted(), withValue, Set.of("agent-inputs"), counted::add));
    }

    private ProcessingErrors processing(boolean withValue) {
        ProcessingErrors handler = new ProcessingErrors();
        handler.configure(config(withValue));
        return handler;
    }

    @Test
    void shouldSetABadInputAsideAndGoOn() {
        ProcessingExceptionHandler.Response response =
                processing(false).handleError(new At("agent-inputs"), RECORD, bad);

        assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
        assertThat(response.deadLetterQueueRecords()).hasSize(1);
        ProducerRecord<byte[], byte[]> letter =
                response.deadLetterQueueRecords().get(0);
        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(utf8(letter.key())).isEqualTo("agent-inputs-3-42");
        assertThat(utf8(letter.value()))
                .contains("\"reason\":\"INVALID_EVENT\"", "\"message\":\"agentId is required\"", "\"timestamp\":77")
                .contains("\"contentHash\":\"sha256:")
                .doesNotContain(SECRET)
                .doesNotContain("\"value\"");
        assertThat(counted).containsExactly("INVALID_EVENT");
    }

    @Test
    void shouldWriteALetterForEachPartThatIsAtFault() {
        Exception parts = new FaultyPartsException(List.of(
                new Fault(1, Reason.INVALID_EVENT, "agentId is required"),
                new Fault(4, Reason.UNPARSABLE, "not an event")));

        List<ProducerRecord<byte[], byte[]>> letters = processing(false)
                .handleError(new At("agent-inputs"), RECORD, parts)
                .deadLetterQueueRecords();

        assertThat(letters)
                .extracting(letter -> utf8(letter.key()))
                .containsExactly("agent-inputs-3-42#1", "agent-inputs-3-42#4");
        assertThat(utf8(letters.get(1).value()))
                .contains(
                        "\"element\":4", "\"reason\":\"UNPARSABLE\"", "\"message\":\"not an event\"", "\"contentHash\"")
                .doesNotContain("\"value\"");
        assertThat(letters)
                .extracting(letter ->
                        utf8(letter.headers().lastHeader("leeway-reason").value()))
                .containsExactly("INVALID_EVENT", "UNPARSABLE");
        assertThat(counted).containsExactly("INVALID_EVENT", "UNPARSABLE");
    }

    @Test
    void shouldKeepOfARecordThePartThatTheLetterIsAbout() {
        content = "[{\"a\":1},{\"b\":2}]".getBytes(StandardCharsets.UTF_8);
        Exception parts = new FaultyPartsException(List.of(
                new Fault(1, Reason.INVALID_EVENT, "agentId is required"),
                new Fault(2, Reason.INVALID_EVENT, "agentId is required")));

        List<ProducerRecord<byte[], byte[]>> letters = processing(true)
                .handleError(new At("agent-inputs"), RECORD, parts)
                .deadLetterQueueRecords();

        String part = Base64.getEncoder().encodeToString("{\"b\":2}".getBytes(StandardCharsets.UTF_8));
        assertThat(utf8(letters.get(0).value())).contains("\"value\":\"" + part + "\"", "\"contentLength\":17");
        assertThat(utf8(letters.get(1).value())).doesNotContain("\"value\"");
    }

    @Test
    void shouldKeepNothingThatWouldNotFitIntoARecord() {
        content = new byte[600 << 10];

        assertThat(processing(true)
                        .handleError(new At("agent-inputs"), RECORD, bad)
                        .deadLetterQueueRecords()
                        .get(0)
                        .value())
                .hasSizeLessThan(1000);
    }

    @Test
    void shouldKeepTheContentOnlyWhenToldTo() {
        ProcessingExceptionHandler.Response response =
                processing(true).handleError(new At("agent-inputs"), RECORD, bad);

        assertThat(utf8(response.deadLetterQueueRecords().get(0).value()))
                .contains("\"value\":\"" + Base64.getEncoder().encodeToString(CONTENT) + "\"");
    }

    @Test
    void shouldNotQuoteWhatNoStageWrote() {
        ProcessingExceptionHandler.Response response = processing(false)
                .handleError(new At("agent-inputs"), RECORD, new IllegalArgumentException("bad: " + SECRET));

        assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
        assertThat(utf8(response.deadLetterQueueRecords().get(0).value()))
                .contains("\"reason\":\"UNEXPECTED\"", "\"message\":\"java.lang.IllegalArgumentException\"")
                .doesNotContain(SECRET);
        assertThat(counted).containsExactly("UNEXPECTED");
    }

    @Test
    void shouldStopOnOneOfOurOwnRecords() {
        for (String topic : new String[] {"leeway-partials-repartition", "leeway.panes", null}) {
            ProcessingExceptionHandler.Response response = processing(false).handleError(new At(topic), RECORD, bad);

            assertThat(response.result()).as("topic %s", topic).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
            assertThat(response.deadLetterQueueRecords()).isEmpty();
        }
        assertThat(counted).isEmpty();
    }

    @Test
    void shouldStopWhenItIsNotTheRecordsFault() {
        ProcessingExceptionHandler.Response response = processing(false)
                .handleError(new At("agent-inputs"), RECORD, new ProcessorStateException("no space left on device"));

        assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
        assertThat(counted).isEmpty();
    }

    @Test
    void shouldSetAnUnreadableInputAside() {
        DeserializationErrors handler = new DeserializationErrors();
        handler.configure(config(false));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("agent-inputs", 3, 42, new byte[0], CONTENT);

        DeserializationExceptionHandler.Response response =
                handler.handleError(new At("agent-inputs"), record, new SerializationException(SECRET));

        assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.RESUME);
        assertThat(response.deadLetterQueueRecords()).hasSize(1);
        assertThat(utf8(response.deadLetterQueueRecords().get(0).value()))
                .contains("\"reason\":\"UNPARSABLE\"")
                .doesNotContain(SECRET);
        assertThat(counted).containsExactly("UNPARSABLE");
    }

    @Test
    void shouldStopOnAnUnreadableRecordOfOurOwn() {
        DeserializationErrors handler = new DeserializationErrors();
        handler.configure(config(false));
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("leeway-partials-repartition", 0, 1, null, CONTENT);

        assertThat(handler.handleError(new At(record.topic()), record, new SerializationException("damaged"))
                        .result())
                .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    }

    @Test
    void shouldWaitOutPassingTroubleWithTheBrokerAndStopOnAnyOther() {
        ProductionErrors handler = new ProductionErrors();
        handler.configure(Map.of());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("leeway.alerts", CONTENT);
        ErrorHandlerContext at = new At("leeway-partials-repartition");

        assertThat(handler.handleError(at, record, new TimeoutException("slow")).result())
                .isEqualTo(ProductionExceptionHandler.Result.RETRY);
        assertThat(handler.handleError(at, record, new RecordTooLargeException("large"))
                        .result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
        assertThat(handler.handleError(at, record, new IllegalStateException("odd"))
                        .result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
        assertThat(handler.handleSerializationError(
                                at, record, new SerializationException("odd"), SerializationExceptionOrigin.VALUE)
                        .result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
    }

    @Test
    void shouldNotRunWithoutItsPolicy() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ProcessingErrors().configure(Map.of()))
                .withMessageContaining(DeadLetters.CONFIG);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Where a record failed. */
    private final class At implements ErrorHandlerContext {
        private final String topic;

        At(String topic) {
            this.topic = topic;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public int partition() {
            return 3;
        }

        @Override
        public long offset() {
            return 42;
        }

        @Override
        public Headers headers() {
            return new RecordHeaders();
        }

        @Override
        public String processorNodeId() {
            return "decode";
        }

        @Override
        public TaskId taskId() {
            return new TaskId(0, 3);
        }

        @Override
        public long timestamp() {
            return 77;
        }

        @Override
        public byte[] sourceRawKey() {
            return null;
        }

        @Override
        public byte[] sourceRawValue() {
            return content.clone();
        }
    }
}
