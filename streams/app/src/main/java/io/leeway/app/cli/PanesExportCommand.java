/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneFileHeader;
import io.leeway.app.history.PaneFileWriter;
import io.leeway.app.history.PaneTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panes export}: from the topic to a file. */
@Command(
        name = "export",
        description =
                "Writes closed panes from their topic to a file (an Avro container, compressed). The file takes its place"
                        + " when it is complete.",
        mixinStandardHelpOptions = true)
final class PanesExportCommand implements Callable<Integer> {

    @Mixin
    private BrokerOption broker;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file")
    private Path out;

    @Mixin
    private PaneOptions panes;

    @Mixin
    private RolledOption rolled;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LeewayConfig config = broker.load();
        PaneTopic topic = rolled.topic(config, panes.filter(spec), spec);
        try (PaneFileWriter writer = new PaneFileWriter(out, config.applicationId(), program(spec))) {
            writer.addAll(topic);
            PaneOptions.tellLeftOut(topic, spec);
            if (writer.panes() == 0) {
                throw new IOException("no pane that is meant is in " + topic.name() + ", and nothing was written");
            }
            PaneFileHeader written = writer.commit();
            spec.commandLine()
                    .getOut()
                    .println(written.panes() + " panes from " + written.from().orElseThrow() + " to "
                            + written.to().orElseThrow() + " written to " + out);
        }
        return Exit.OK;
    }

    /** What writes here, with its version. */
    static String program(CommandSpec spec) {
        return spec.root().version()[0];
    }
}
