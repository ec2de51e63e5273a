/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.config.InputFormat;
import io.leeway.app.corpus.Corpora;
import io.leeway.app.corpus.CorpusRules;
import io.leeway.app.corpus.ItemDecoder;
import io.leeway.app.corpus.ItemEmbedding;
import io.leeway.app.corpus.KnownItem;
import io.leeway.models.Embedder;
import io.leeway.schemas.CorpusItem;
import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/** The corpora of a replay: items that wait for the event time they were updated at. */
final class ReplayedCorpora implements AutoCloseable {

    private static final ItemDecoder DECODER = new ItemDecoder(InputFormat.AUTO);

    private final ItemEmbedding embedding;
    private final Corpora corpora;
    private final Map<String, Queue<Waiting>> waiting = new HashMap<>();
    private long read;

    private record Waiting(long effective, long order, KnownItem item) {}

    ReplayedCorpora(Embedder embedder, CorpusRules rules) {
        this.embedding = new ItemEmbedding(embedder, rules.featureMap());
        this.corpora = Corpora.inMemory(rules);
    }

    void add(byte[] record) {
        CorpusItem item = DECODER.decode(null, record);
        long effective = item.getUpdatedAt() == null
                ? Long.MIN_VALUE
                : item.getUpdatedAt().toEpochMilli();
        waiting.computeIfAbsent(
                        item.getAgentId(),
                        agent -> new PriorityQueue<>(
                                Comparator.comparingLong(Waiting::effective).thenComparingLong(Waiting::order)))
                .add(new Waiting(effective, read++, embedding.of(item)));
    }

    Optional<Corpus> inForce(String agentId, PaneEntry pane) {
        Queue<Waiting> own = waiting.getOrDefault(agentId, new ArrayDeque<>());
        while (!own.isEmpty() && own.peek().effective() < pane.end()) {
            corpora.accept(agentId, own.remove().item());
        }
        return corpora.inForce(agentId, pane.start());
    }

    @Override
    public void close() {
        embedding.close();
    }
}
