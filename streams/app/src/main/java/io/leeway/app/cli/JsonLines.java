/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Files of one record a line, whose bytes are passed on as they are: a line in a wrong encoding is one bad record. */
final class JsonLines {

    // One character for each byte, and the same line ends as UTF-8.
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private JsonLines() {}

    static BufferedReader open(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, BYTES));
    }

    static byte[] bytes(String line) {
        return line.getBytes(BYTES);
    }
}
