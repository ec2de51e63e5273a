/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the blocks of a guide as a reader would, in an empty folder where {@code scripts/leeway} is this build. */
final class GuideShell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 500;
    private static final long BETWEEN_RUNS_MILLIS = 5_000;
    private static final Pattern BROKER = Pattern.compile("(?m)^Kafka listens on (\\S+)$");

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
        Path log = folder.resolve("service.log");
        background.add(start(block, log));
        String said =
                await("the service's Kafka", log, text -> BROKER.matcher(text).find());
        await("the service", log, text -> text.contains("Leeway runs as"));
        Matcher broker = BROKER.matcher(said);
        return broker.find() ? broker.group(1) : "";
    }

    /** Runs a block; what it printed, if it ended well. */
    String run(String block) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "block", ".log");
        Process process = start(block, log);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            kill(process);
            throw new AssertionError("does not end: " + block + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(block + "ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        return Files.readString(log);
    }

    /** Runs a block again and again until it prints these words. */
    String runUntil(String block, String words) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        String said = run(block);
        while (!said.contains(words)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(block + "does not say '" + words + "' but: " + said + "\nThe service: "
                        + Files.readString(folder.resolve("service.log")));
            }
            // Each time is a process of its own, and a pane takes its time to close.
            Thread.sleep(BETWEEN_RUNS_MILLIS);
            said = run(block);
        }
        return said;
    }

    private Process start(String block, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", block)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Several of them run side by side here.
        builder.environment().put("LEEWAY_HTTP_PORT", "0");
        return builder.start();
    }

    private static String await(String what, Path log, Predicate<String> said)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        String text = "";
        while (Instant.now().isBefore(deadline)) {
            text = Files.exists(log) ? Files.readString(log) : "";
            if (said.test(text)) {
                return text;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("no word of " + what + " within " + PATIENCE + ": " + text);
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
