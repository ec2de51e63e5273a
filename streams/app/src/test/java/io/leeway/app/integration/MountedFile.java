/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file as Kubernetes mounts it from a ConfigMap: reached by two symbolic links, of which one is replaced with each change. */
final class MountedFile {

    private final Path directory;
    private int changes;

    MountedFile(Path directory, String content) throws IOException {
        this.directory = Files.createDirectory(directory);
        Files.createSymbolicLink(path(), Path.of("..data", "leeway.yaml"));
        change(content);
    }

    Path path() {
        return directory.resolve("leeway.yaml");
    }

    void change(String content) throws IOException {
        changes++;
        Path data = Files.createDirectory(directory.resolve("..version-" + changes));
        Files.writeString(data.resolve("leeway.yaml"), content);
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), data.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
