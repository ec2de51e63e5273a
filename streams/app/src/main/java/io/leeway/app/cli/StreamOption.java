/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.topic.StreamKey;
import picocli.CommandLine.Option;

/** Which agent a command is about. */
final class StreamOption {

    @Option(names = "--agent", required = true, paramLabel = "A", description = "the agent")
    private String agent;

    @Option(names = "--cohort", paramLabel = "C", description = "its cohort, where the agent is split")
    private String cohort;

    StreamKey key() {
        return StreamKey.of(agent, cohort);
    }
}
