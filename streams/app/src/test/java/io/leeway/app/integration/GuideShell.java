/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the blocks of a guide as a reader would, in an empty folder where {@code scripts/leeway} is this build. */
final class GuideShell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern BROKER = Pattern.compile("Kafka listens on (\\S+)");

    private final Path folder;
    private final List<Process> background = new ArrayList<>();

    private GuideShell(Path folder) {
        this.folder = folder;
    }

    /** A shell in an empty folder. */
    static GuideShell in(Path folder) throws IOException {
        Path script = folder.resolve("scripts/leeway");
        Files.createDirectories(script.getParent());
        Files.writeString(script, """
                #!/usr/bin/env bash
                exec '%s' -Xmx768m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dai.djl.offline=true '-DDJL_CACHE_DIR=%s' \\
                  -cp '%s' io.leeway.app.cli.Main "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        folder.resolve("djl").toAbsolutePath(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new GuideShell(folder);
    }

    /** Writes a file of the reader's. */
    void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Starts a block that runs until it is stopped, and returns the address of the Kafka that it says it started. */
    String serve(String block) throws IOException, InterruptedException {
        Process process = builder(block).start();
        background.add(process);
        CompletableFuture<String> broker = new CompletableFuture<>();
        CompletableFuture<String> running = new CompletableFuture<>();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Thread reader = new Thread(() -> {
            // To the end: who is not listened to stops when the pipe is full.
            process.inputReader().lines().forEach(line -> {
                said.add(line);
                Matcher address = BROKER.matcher(line);
                if (address.matches()) {
                    broker.complete(address.group(1));
                } else if (line.startsWith("Leeway runs as")) {
                    running.complete(line);
                }
            });
            running.completeExceptionally(new IllegalStateException("it ended"));
        });
        reader.setDaemon(true);
        reader.start();
        try {
            running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return broker.get(0, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(block + "does not run: " + String.join("\n", said), e);
        }
    }

    /** Runs a block; what it printed, if it ended well. */
    String run(String block) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "block", ".log");
        Process process = builder(block).redirectOutput(log.toFile()).start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            kill(process);
            throw new AssertionError("does not end: " + block + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(block + "ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        return Files.readString(log);
    }

    private ProcessBuilder builder(String block) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", block)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        // Several of them run side by side here.
        builder.environment().put("LEEWAY_HTTP_PORT", "0");
        return builder;
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : background) {
            kill(process);
        }
    }
}
