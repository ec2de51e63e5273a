/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The beginning of the body of an answer; the rest is not waited for. */
public final class BodyBeginning implements BodySubscriber<byte[]> {

    private final int limit;
    private final CompletableFuture<byte[]> beginning = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    /** At most so many bytes. */
    public BodyBeginning(int limit) {
        this.limit = limit;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] next = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            buffer.get(next);
            bytes.writeBytes(next);
        }
        if (bytes.size() >= limit && !beginning.isDone()) {
            onComplete();
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        beginning.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        beginning.complete(bytes.toByteArray());
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return beginning;
    }
}
