/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CalibrationCommandTest {

    @ParameterizedTest
    @CsvSource({"--only, N99, run-lengths/mild", "--streams, 0, --streams must be at least 1"})
    void shouldRefuseWhatMakesNoSense(String option, String value, String message) {
        StringWriter errors = new StringWriter();

        int code = new CommandLine(new Calibration())
                .setErr(new PrintWriter(errors))
                .execute(option, value);

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void shouldRunOnePieceAlone() {
        StringWriter output = new StringWriter();

        int code = new CommandLine(new Calibration())
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("--quick", "--only", "P11");

        assertThat(code).isZero();
        assertThat(output.toString()).contains("| P11 |").doesNotContain("| N1 |");
    }
}
