/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the bridge forwards alerts to, and how patiently.
 *
 * @param targets the endpoints; none where the bridge is not used
 * @param start where a target begins that has never delivered
 * @param requestTimeout how long one request may take, from connecting to the end of the answer
 * @param firstRetry the pause before the first repetition of a request
 * @param longestRetry the pause that the pauses grow to
 * @param resend how often open alerts are sent to Alertmanager again
 * @param link where a person finds an alert; a template with {alertId}, {agentId}, {cohort} and {family}
 * @param port where health and metrics of the bridge listen; 0 for any free one
 */
public record BridgeSettings(
        List<Target> targets,
        Start start,
        Duration requestTimeout,
        Duration firstRetry,
        Duration longestRetry,
        Duration resend,
        Optional<String> link,
        int port) {

    /** The URL in a text, if it is one that requests can be sent to. */
    public static Optional<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return Optional.of(url)
                    .filter(it -> http && it.getHost() != null && it.getUserInfo() == null && it.getFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What a target understands. */
    public enum Kind {
        /** Prometheus Alertmanager, version 2 of its API. */
        ALERTMANAGER,
        /** An incoming webhook as Slack has them. */
        SLACK,
        /** Any endpoint: CloudEvents in structured mode. */
        WEBHOOK
    }

    /** Where a target begins that has never delivered. */
    public enum Start {
        /** With the oldest alert there is. */
        EARLIEST,
        /** With the next one. */
        LATEST
    }

    /**
     * One endpoint. What may be secret is the name of a file, never the secret.
     *
     * @param name part of the name of its consumer group
     * @param kind what it understands
     * @param url where it is; empty if that is a secret
     * @param urlFile the file with its URL; one of the two is there
     * @param tokenFile a file with a bearer token
     * @param signingKeyFile a file with the key that requests are signed with
     */
    public record Target(
            String name,
            Kind kind,
            Optional<URI> url,
            Optional<Path> urlFile,
            Optional<Path> tokenFile,
            Optional<Path> signingKeyFile) {}
}
