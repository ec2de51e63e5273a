/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.topic.Topics;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code alerts}: prints the alerts topic. */
@Command(name = "alerts", description = "Prints alerts, the oldest first.", mixinStandardHelpOptions = true)
final class AlertsCommand implements Callable<Integer> {

    @Mixin
    private BrokerOption broker;

    @Option(names = "--follow", description = "goes on printing alerts as they come")
    private boolean follow;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Option(names = "--brief", description = "one line an alert, the same that the consumers under examples/ print")
    private boolean brief;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LeewayConfig config = broker.load();
        PrintWriter out = spec.commandLine().getOut();
        try (TopicReader reader =
                new TopicReader(config.kafka(), List.of(Topics.of(config).alerts()))) {
            while (follow || !reader.atEnd()) {
                reader.poll(record -> {
                    if (record.value() != null) {
                        print(out, Records.DRIFT_ALERT.read(record.value()));
                    }
                });
            }
        }
        return Exit.OK;
    }

    private void print(PrintWriter out, DriftAlert alert) {
        if (json) {
            out.println(Records.DRIFT_ALERT.toJson(alert));
        } else if (brief) {
            out.println(AlertLine.of(alert));
        } else {
            out.print(AlertText.of(alert));
        }
        out.flush();
    }
}
