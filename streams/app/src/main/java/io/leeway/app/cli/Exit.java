/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.ConfigurationException;
import io.leeway.app.config.Problem;
import io.leeway.app.embedded.EmbeddedKafkaException;
import io.leeway.app.service.ServiceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;

/** Exit codes, and how failures are told. */
final class Exit {

    /** Fine. */
    static final int OK = 0;

    /** It did not work. */
    static final int FAILED = 1;

    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    private Exit() {}

    /** Expected failures in one line each; anything else is a fault of ours and comes with its trace. */
    static int report(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (error instanceof ConfigurationException configuration) {
            for (Problem problem : configuration.problems()) {
                err.println(problem.message());
            }
            return USAGE;
        }
        if (error instanceof ServiceException
                || error instanceof EmbeddedKafkaException
                || error instanceof KafkaException
                || error instanceof IOException
                || error instanceof UncheckedIOException
                || error instanceof IllegalArgumentException) {
            err.println("leeway: " + message(error));
            return FAILED;
        }
        error.printStackTrace(err);
        return FAILED;
    }

    private static String message(Exception error) {
        String what = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return error instanceof java.nio.file.NoSuchFileException ? "no such file: " + what : what;
    }
}
