/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.history.PaneFileWriter;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a command puts closed panes: nowhere, a file of panes, or a file of JSON lines. */
interface PaneOutput extends AutoCloseable {

    /** Takes one. */
    void add(PaneSummary pane);

    /** There are no more. */
    void commit() throws IOException;

    @Override
    void close() throws IOException;

    /**
     * The output to a file.
     *
     * @param file JSON lines if its name ends in {@code .jsonl}; null for nowhere
     * @param applicationId the deployment
     * @param program what writes
     */
    static PaneOutput of(Path file, String applicationId, String program) throws IOException {
        if (file == null) {
            return nowhere();
        }
        return file.toString().endsWith(".jsonl") ? lines(file) : container(file, applicationId, program);
    }

    private static PaneOutput nowhere() {
        return new PaneOutput() {
            @Override
            public void add(PaneSummary pane) {}

            @Override
            public void commit() {}

            @Override
            public void close() {}
        };
    }

    private static PaneOutput lines(Path file) throws IOException {
        PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file));
        return new PaneOutput() {
            @Override
            public void add(PaneSummary pane) {
                writer.println(Records.PANE_SUMMARY.toJson(pane));
            }

            @Override
            public void commit() throws IOException {
                ReplayCommand.requireWritten(file, writer);
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    private static PaneOutput container(Path file, String applicationId, String program) throws IOException {
        PaneFileWriter writer = new PaneFileWriter(file, applicationId, program);
        return new PaneOutput() {
            @Override
            public void add(PaneSummary pane) {
                writer.add(pane);
            }

            @Override
            public void commit() throws IOException {
                var unused = writer.commit();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
