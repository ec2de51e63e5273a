/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayService;
import io.leeway.models.HashingEmbedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service in a JVM of its own, that can be killed. */
final class ServiceProcess implements AutoCloseable {

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    static ServiceProcess start(Map<String, String> settings) throws IOException {
        return start(settings, ProcessBuilder.Redirect.DISCARD, ProcessBuilder.Redirect.INHERIT);
    }

    /** With all it prints in a file. */
    static ServiceProcess start(Map<String, String> settings, Path log) throws IOException {
        ProcessBuilder.Redirect file = ProcessBuilder.Redirect.appendTo(log.toFile());
        return start(settings, file, file);
    }

    private static ServiceProcess start(
            Map<String, String> settings, ProcessBuilder.Redirect output, ProcessBuilder.Redirect errors)
            throws IOException {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                tests,
                ServiceProcess.class.getName()));
        new TreeMap<>(settings).forEach((key, value) -> command.add(key + "=" + value));
        return new ServiceProcess(new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(errors)
                .start());
    }

    /** The child: serves until it is killed, or its parent is. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        LeewayService service = LeewayService.start(
                new ConfigSource(Optional.empty(), Map.of(), settings).load(),
                Optional.empty(),
                Hindered.slow(HashingEmbedder.of(64), Duration.ofMillis(2)),
                new LeewayMetrics(new SimpleMeterRegistry()));
        while (System.in.read() >= 0) {
            // nothing is ever sent; the end of it says that the parent is gone
        }
        Runtime.getRuntime().halt(service.running() ? 0 : 1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
