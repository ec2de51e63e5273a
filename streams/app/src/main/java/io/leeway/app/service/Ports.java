/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.pane.InputFrontier;
import io.leeway.app.pane.SourcePartition;
import io.leeway.models.Embedder;
import io.leeway.stats.map.FeatureMapId;
import java.time.Clock;
import java.util.Set;

/**
 * What the topology needs of the world around it.
 *
 * @param embedder text to vector
 * @param clock wall clock
 * @param sources all partitions of all input topics
 * @param frontier how far the inputs have been read
 * @param metrics what is counted
 */
public record Ports(
        Embedder embedder, Clock clock, Set<SourcePartition> sources, InputFrontier frontier, LeewayMetrics metrics) {

    /** Copies the set. */
    public Ports {
        sources = Set.copyOf(sources);
    }

    /** The identity of the feature map that belongs to the embedder. */
    public FeatureMapId featureMap() {
        var identity = embedder.identity();
        return FeatureMapId.standard(
                identity.name() + "@" + identity.maxTokens(),
                identity.canary(),
                identity.dimension(),
                identity.sigmaSquared());
    }
}
