/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at a file for changes of its content. It is opened by its name each time, so that it does not matter how it is replaced: it
 * may be written over, renamed to, or be reached by a symbolic link that is.
 */
final class FileWatch {

    /** So many looks in a row a file may be absent while it is replaced. */
    private static final int ABSENCES = 3;

    private final Path file;
    private String known;
    private String seen;
    private int absent;

    /**
     * Watches a file from now on.
     *
     * @param known its content, as it was read before
     */
    FileWatch(Path file, String known) {
        this.file = file;
        this.known = known;
    }

    /** What a look found. */
    enum Found {
        /** What is known, or a change that has not been seen twice yet. */
        NOTHING,
        /** Another content than is known. */
        CHANGE,
        /** That there is no file to be read, for some time now; said once. */
        ABSENCE
    }

    /** Looks at the file. A change counts when two looks in a row find the same: the file may be only half written. */
    Found look() {
        Optional<String> read = read();
        if (read.isEmpty()) {
            seen = null;
            absent++;
            return absent == ABSENCES ? Found.ABSENCE : Found.NOTHING;
        }
        absent = 0;
        String before = seen;
        seen = read.get();
        return seen.equals(known) || !seen.equals(before) ? Found.NOTHING : Found.CHANGE;
    }

    /** The content as it was last seen. */
    String content() {
        return seen;
    }

    /** What was last seen is known from now on. */
    void accept() {
        known = seen;
    }

    private Optional<String> read() {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
