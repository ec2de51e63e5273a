/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path directory;

    @Test
    void shouldComeBackFromTheDirectory() throws IOException {
        Ports ports = Ports.free();
        ports.store(directory);
        assertThat(Ports.lastOr(directory, PortsTest::notAsked)).isEqualTo(ports);
        assertThat(ports.broker()).isNotEqualTo(ports.controller());
    }

    @Test
    void shouldBeReplacedWhenTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            new Ports(taken.getLocalPort(), Ports.free().controller()).store(directory);
            Ports fresh = new Ports(1, 2);
            assertThat(Ports.lastOr(directory, () -> fresh)).isEqualTo(fresh);
        }
    }

    @Test
    void shouldNameTheFileThatIsDamaged() throws IOException {
        Files.writeString(directory.resolve("ports.properties"), "broker=70000\ncontroller=1\n");
        assertThatThrownBy(() -> Ports.lastOr(directory, PortsTest::notAsked))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ports.properties")
                .hasMessageContaining("70000");
    }

    private static Ports notAsked() {
        throw new AssertionError("new ports are not needed");
    }
}
