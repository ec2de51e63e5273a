/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.evaluate.Progress;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** One line that is written over and over, and only where somebody looks at it. */
final class ProgressLine {

    private ProgressLine() {}

    static Progress on(CommandSpec spec) {
        if (!Ansi.AUTO.enabled()) {
            return Progress.NONE;
        }
        PrintWriter err = spec.commandLine().getErr();
        return (what, done, of) -> {
            synchronized (err) {
                err.print("\r" + what + " " + done + "/" + of + (done == of ? "\n" : ""));
                err.flush();
            }
        };
    }
}
