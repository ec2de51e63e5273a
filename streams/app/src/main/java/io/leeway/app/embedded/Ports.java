/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The two ports of an embedded broker. They must be known before it starts, because the voters of the controller quorum are
 * configured by address; and clients of an earlier run expect to find it again, so they are kept beside the data.
 *
 * @param broker where clients connect
 * @param controller where the broker finds its own controller
 */
record Ports(int broker, int controller) {
    // never the IPv6 loopback, whatever this machine prefers: the broker is told 127.0.0.1
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String FILE = "ports.properties";
    private static final String BROKER = "broker";
    private static final String CONTROLLER = "controller";

    /** Where ports come from when there are none, or when they were taken. */
    @FunctionalInterface
    interface Source {
        Ports next() throws IOException;
    }

    /** Two ports that are free at this moment; another process may still take them. */
    static Ports free() throws IOException {
        try (ServerSocket first = bind(0);
                ServerSocket second = bind(0)) {
            return new Ports(first.getLocalPort(), second.getLocalPort());
        }
    }

    /** The ports of the last run if they are known and free, else new ones. */
    static Ports lastOr(Path directory, Source source) throws IOException {
        Optional<Ports> last = last(directory).filter(ports -> isFree(ports.broker) && isFree(ports.controller));
        return last.isPresent() ? last.get() : source.next();
    }

    /** The ports of the last run if they are known. */
    static Optional<Ports> last(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    void store(Path directory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(BROKER, Integer.toString(broker));
        properties.setProperty(CONTROLLER, Integer.toString(controller));
        try (OutputStream out = Files.newOutputStream(directory.resolve(FILE))) {
            properties.store(out, null);
        }
    }

    private static Ports read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return new Ports(port(file, properties, BROKER), port(file, properties, CONTROLLER));
    }

    private static int port(Path file, Properties properties, String name) throws IOException {
        String text = properties.getProperty(name, "");
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
            throw new IOException(portRule(file, name, text));
        } catch (NumberFormatException e) {
            throw new IOException(portRule(file, name, text), e);
        }
    }

    private static String portRule(Path file, String name, String text) {
        return file + ": " + name + " must be a port from 1 to 65535, not '" + text
                + "'; delete the file to take new ports";
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // as the broker does: a port in TIME_WAIT after a restart counts as free
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
