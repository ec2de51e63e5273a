/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a collector does between traced agents and Kafka: takes OTLP over HTTP, and writes each request of one signal to a topic. */
final class OtlpReceiver implements AutoCloseable {

    private static final int OK = 200;

    private final HttpServer server;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    private OtlpReceiver(HttpServer server, Producer<byte[], byte[]> producer) {
        this.server = server;
        this.producer = producer;
    }

    /**
     * Listens on the loopback interface.
     *
     * @param signal {@code traces} or {@code logs}; the others are thrown away
     */
    static OtlpReceiver start(String broker, String signal, String topic) throws IOException {
        OtlpReceiver receiver = new OtlpReceiver(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker, "compression.type", "zstd"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()));
        receiver.server.createContext("/v1/", exchange -> {
            byte[] body = receiver.body(exchange);
            if (exchange.getRequestURI().getPath().equals("/v1/" + signal)) {
                receiver.send(topic, body);
            }
            exchange.getResponseHeaders()
                    .add("content-type", exchange.getRequestHeaders().getFirst("content-type"));
            exchange.sendResponseHeaders(OK, -1);
            exchange.close();
        });
        receiver.server.start();
        return receiver;
    }

    private byte[] body(HttpExchange exchange) {
        boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"));
        try (InputStream in = compressed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void send(String topic, byte[] body) {
        sent.add(producer.send(new ProducerRecord<>(topic, body)));
    }

    /** Where programs export to. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many requests are stored. */
    synchronized int stored() throws InterruptedException, ExecutionException {
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        return sent.size();
    }

    @Override
    public void close() {
        server.stop(0);
        producer.close();
    }
}
