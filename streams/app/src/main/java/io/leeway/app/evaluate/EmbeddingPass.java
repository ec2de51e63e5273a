/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.privacy.TextDoor;
import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.EmbeddingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Embeds every distinct text of all streams once, on all threads, unless the cache has it. */
final class EmbeddingPass {

    private static final int PROGRESS_EVERY = 50;

    private EmbeddingPass() {}

    /**
     * What the pass did.
     *
     * @param texts distinct texts
     * @param embedded those that were not in the cache
     */
    record Result(int texts, int embedded) {}

    static Result run(List<Scenario> scenarios, Embedder embedder, VectorCache cache, int threads, Progress progress)
            throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        for (Scenario scenario : scenarios) {
            for (Recording.Row row : Recording.read(scenario).rows()) {
                if (row.text() != null && !row.text().isBlank() && !row.text().equals(TextDoor.REDACTED)) {
                    texts.add(row.text());
                }
            }
        }
        List<String> wanted =
                texts.stream().filter(text -> cache.get(text) == null).toList();
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, wanted.size()); i++) {
            workers.add(() -> {
                work(wanted, next, embedder, cache, progress);
                return null;
            });
        }
        try {
            if (!workers.isEmpty()) {
                Parallel.run(workers, workers.size());
            }
        } finally {
            // Also when it ends early: what has been embedded need not be embedded again.
            cache.flush();
        }
        return new Result(texts.size(), wanted.size());
    }

    private static void work(
            List<String> texts, AtomicInteger next, Embedder embedder, VectorCache cache, Progress progress)
            throws IOException {
        try (EmbedderSession session = embedder.newSession()) {
            for (int i = next.getAndIncrement(); i < texts.size(); i = next.getAndIncrement()) {
                String text = texts.get(i);
                try {
                    cache.put(text, session.embed(text));
                } catch (EmbeddingException e) {
                    // The stream meets it again and refuses the event, as the service would.
                    continue;
                }
                if ((i + 1) % PROGRESS_EVERY == 0 || i + 1 == texts.size()) {
                    progress.at("embedding", i + 1, texts.size());
                }
            }
        }
    }
}
