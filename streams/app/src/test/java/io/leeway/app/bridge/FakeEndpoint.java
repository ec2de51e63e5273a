/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as it is told, 200 unless told otherwise, and can be down. */
public final class FakeEndpoint implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final int port;
    private HttpServer server;

    private FakeEndpoint(int port) {
        this.port = port;
    }

    /** Takes a free port and is up. */
    public static FakeEndpoint up() throws IOException {
        HttpServer server = listen(0);
        FakeEndpoint endpoint = new FakeEndpoint(server.getAddress().getPort());
        endpoint.serve(server);
        return endpoint;
    }

    /** Takes a free port, on which nobody listens until {@link #comeBack}. */
    public static FakeEndpoint down() throws IOException {
        FakeEndpoint endpoint = up();
        endpoint.goDown();
        return endpoint;
    }

    /** Stops to listen. */
    public void goDown() {
        server.stop(0);
    }

    /** Listens again on the port it has. */
    public void comeBack() throws IOException {
        serve(listen(port));
    }

    private static HttpServer listen(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    private void serve(HttpServer started) {
        server = started;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** Answers one request each in this way, the first to come in the first way. */
    public FakeEndpoint reply(Reply... ways) {
        replies.addAll(List.of(ways));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Request(exchange.getRequestURI().toString(), headers, body, System.nanoTime()));
        Reply reply = replies.isEmpty() ? new Reply(200, "", Map.of(), false) : replies.remove();
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.hangs()) {
            hang(exchange, reply, text);
        } else {
            exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** With status 0 nothing is answered at all; else the headers and a part of the body. */
    private void hang(HttpExchange exchange, Reply reply, byte[] text) throws IOException {
        if (reply.status() > 0) {
            exchange.sendResponseHeaders(reply.status(), text.length + 1L);
            exchange.getResponseBody().write(text);
            exchange.getResponseBody().flush();
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public List<Request> requests() {
        return requests;
    }

    /** The idempotency keys in the order they came. */
    public List<String> keys() {
        return requests.stream()
                .map(request -> request.headers().get("Idempotency-Key"))
                .filter(key -> key != null)
                .toList();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** One request. */
    @SuppressWarnings("ArrayRecordComponent") // read by tests only
    public record Request(String path, Map<String, String> headers, byte[] body, long nanos) {

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One answer. */
    public record Reply(int status, String body, Map<String, String> headers, boolean hangs) {

        public static Reply status(int status) {
            return new Reply(status, "", Map.of(), false);
        }

        public static Reply status(int status, String header, String value) {
            return new Reply(status, "", Map.of(header, value), false);
        }

        public static Reply saying(int status, String body) {
            return new Reply(status, body, Map.of(), false);
        }

        public static Reply never() {
            return new Reply(0, "", Map.of(), true);
        }

        public static Reply halfOf(int status, String body) {
            return new Reply(status, body, Map.of(), true);
        }
    }
}
