/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets are read each time they are used, so that they can be changed while the bridge runs. */
final class SecretFile {

    private SecretFile() {}

    /**
     * The content without white space around it, such as the line break that editors add.
     *
     * @throws IOException if the file cannot be read or is empty; the message has its path and nothing of its content
     */
    static String read(Path file) throws IOException {
        String content;
        try {
            content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IOException(file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        if (content.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        return content;
    }
}
