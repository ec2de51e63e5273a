/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.live.FileWatch.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    @TempDir
    private Path directory;

    /** As Kubernetes mounts a ConfigMap: the file is a link into a directory behind a link that is replaced. */
    private void mount(String version, String content) throws IOException {
        Path data = Files.createDirectory(directory.resolve(".." + version));
        Files.writeString(data.resolve("leeway.yaml"), content);
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), data.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isSymbolicLink(directory.resolve("leeway.yaml"))) {
            Files.createSymbolicLink(directory.resolve("leeway.yaml"), Path.of("..data", "leeway.yaml"));
        }
    }

    @Test
    void shouldSeeAMountedFileBeReplaced() throws IOException {
        mount("1", "a");
        FileWatch watch = new FileWatch(directory.resolve("leeway.yaml"), "a");
        assertThat(watch.look()).isEqualTo(Found.NOTHING);
        mount("2", "b");

        assertThat(watch.look()).as("seen once").isEqualTo(Found.NOTHING);
        assertThat(watch.look()).isEqualTo(Found.CHANGE);
        assertThat(watch.content()).isEqualTo("b");
        assertThat(watch.look()).as("not accepted yet").isEqualTo(Found.CHANGE);
        watch.accept();
        assertThat(watch.look()).isEqualTo(Found.NOTHING);
    }

    @Test
    void shouldWaitForAFileThatIsStillBeingWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("plain.yaml"), "a");
        FileWatch watch = new FileWatch(file, "a");
        for (String half : new String[] {"", "b", "bc"}) {
            Files.writeString(file, half);
            assertThat(watch.look()).as("'%s'", half).isEqualTo(Found.NOTHING);
        }

        assertThat(watch.look()).isEqualTo(Found.CHANGE);
        assertThat(watch.content()).isEqualTo("bc");
    }

    @Test
    void shouldSayOnceThatTheFileStaysAway() throws IOException {
        Path file = Files.writeString(directory.resolve("plain.yaml"), "a");
        FileWatch watch = new FileWatch(file, "a");
        Files.delete(file);
        assertThat(watch.look()).isEqualTo(Found.NOTHING);
        Files.writeString(file, "a");
        assertThat(watch.look()).as("back again").isEqualTo(Found.NOTHING);
        Files.delete(file);

        assertThat(watch.look()).isEqualTo(Found.NOTHING);
        assertThat(watch.look()).isEqualTo(Found.NOTHING);
        assertThat(watch.look()).isEqualTo(Found.ABSENCE);
        assertThat(watch.look()).isEqualTo(Found.NOTHING);
    }
}
