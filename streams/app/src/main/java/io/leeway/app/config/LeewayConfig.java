/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.app.error.ContentHash;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.privacy.ScrubRule;
import io.leeway.app.privacy.TextDoor;
import io.leeway.stats.window.MonitorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The validated configuration of a service.
 *
 * @param applicationId names the deployment; internal topics begin with it
 * @param kafka properties for every Kafka client, sorted by name; may hold secrets, so never print it
 * @param inputs the topics with the agents' inputs; at least one
 * @param registry where the schemas are that records name by id
 * @param model the model that turns texts into vectors
 * @param agents what each agent is monitored with
 * @param alerts how alerts are encoded
 * @param links where exemplars can be looked at
 * @param topics the names of the topics the service writes
 * @param history how long closed panes stay in their topics
 * @param stateDir where local state is kept
 * @param partitions partitions of the internal repartition topic
 * @param threads stream threads
 * @param idleTimeout after so much silence the newest pane closes
 * @param replicationFactor of the topics that Leeway creates; -1 for the broker's default
 * @param deadLetterRawValues whether dead letters carry the record's value
 * @param bridge where the bridge forwards alerts to
 * @param corpora what agents can look up
 * @param caps bounds on what producers can make the service do
 * @param reload how the configuration changes while the service runs
 * @param configVersion 12 hexadecimal digits that are the same whenever the same things are computed
 */
public record LeewayConfig(
        String applicationId,
        Map<String, String> kafka,
        List<Input> inputs,
        RegistrySettings registry,
        Model model,
        AgentSettings agents,
        Privacy privacy,
        AlertFormat alerts,
        Links links,
        Http http,
        Topics topics,
        History history,
        Path stateDir,
        int partitions,
        int threads,
        Duration idleTimeout,
        short replicationFactor,
        boolean deadLetterRawValues,
        BridgeSettings bridge,
        Corpora corpora,
        Caps caps,
        ReloadSettings reload,
        String configVersion) {

    /**
     * Reads a file, lays the environment of this process over it and the overrides over that.
     *
     * @param overrides key path to text, for example {@code http.port} to {@code 9090}
     * @throws ConfigurationException with every problem found
     * @throws IOException if the file cannot be read
     */
    public static LeewayConfig load(Path file, Map<String, String> overrides) throws IOException {
        return ConfigLoader.fromFile(file, System.getenv(), overrides).config();
    }

    /**
     * The configuration without a file: defaults, the environment of this process, and the overrides.
     *
     * @throws ConfigurationException with every problem found
     */
    public static LeewayConfig load(Map<String, String> overrides) {
        return ConfigLoader.fromText("no file", "", System.getenv(), overrides).config();
    }

    /**
     * Reads a configuration from text, with an environment of the caller's choice.
     *
     * @param source what problems call the text
     * @throws ConfigurationException with every problem found
     */
    public static LeewayConfig parse(
            String source, String yaml, Map<String, String> environment, Map<String, String> overrides) {
        return ConfigLoader.fromText(source, yaml, environment, overrides).config();
    }

    /** The settings of agents that no pattern matches; its pane and grace hold for all. */
    public MonitorSettings defaults() {
        return agents.defaults();
    }

    /** The settings of one agent, see {@link AgentSettings#of}. */
    public MonitorSettings settingsFor(String agentId) {
        return agents.of(agentId);
    }

    /** What is said about the cohorts of one agent. */
    public CohortSettings cohortsOf(String agentId) {
        return agents.cohorts(agentId);
    }

    /** What may change while the service runs, as this configuration has it. */
    public LiveSettings live() {
        return LiveSettings.of(agents, configVersion);
    }

    /** Where texts come in. */
    public TextDoor textDoor() {
        return new TextDoor(privacy.redactionLiterals(), privacy.scrub(), caps.textLength());
    }

    /** The topics that are read and that others write: inputs, corpora and commands. */
    public Set<String> topicsOfOthers() {
        return Stream.of(
                        inputs.stream().map(Input::topic),
                        corpora.topics().stream().map(Input::topic),
                        Stream.of(topics.control()))
                .flatMap(names -> names)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The names only, since the Kafka properties may hold secrets. */
    @Override
    public String toString() {
        return "LeewayConfig[" + applicationId + ", version " + configVersion + "]";
    }

    /**
     * A topic with inputs of agents.
     *
     * @param topic its name
     * @param format how its events are encoded
     * @param schema what bare Avro bodies are written with, and one of those that single-object encoding may name
     * @param mapping where the fields of the events are, if they are not an event's own
     * @param turns what of OpenTelemetry becomes events
     */
    public record Input(
            String topic,
            InputFormat format,
            Optional<Schema> schema,
            Optional<MappingSettings> mapping,
            TurnSource turns) {

        /** A topic with events that have an event's own fields. */
        public Input(String topic, InputFormat format) {
            this(topic, format, Optional.empty(), Optional.empty(), TurnSource.AUTO);
        }
    }

    /**
     * What agents can look up.
     *
     * @param topics the topics with the items; none if agents have no corpora
     * @param items how many items of one agent are kept, at most
     */
    public record Corpora(List<Input> topics, int items) {}

    /**
     * The model that turns texts into vectors.
     *
     * @param name a built-in name or the path of a folder
     * @param maxTokens texts are cut after so many tokens
     */
    public record Model(String name, int maxTokens) {}

    /**
     * What may be known of the inputs' contents.
     *
     * @param excerpts whether excerpts of texts are kept and alerts quote them
     * @param excerptLength the most characters of an excerpt
     * @param hashSaltFile a file whose content salts hashes of contents
     * @param redactionLiterals further texts that stand for a redacted one
     * @param scrub what is taken out of texts
     * @param text what becomes of a text once it is embedded
     */
    public record Privacy(
            boolean excerpts,
            int excerptLength,
            Optional<Path> hashSaltFile,
            SortedSet<String> redactionLiterals,
            List<ScrubRule> scrub,
            TextUse text) {

        /** Used where no other length is set. */
        static final int EXCERPT_LENGTH = 200;

        /**
         * What is kept of a text beside its vector.
         *
         * @throws io.leeway.app.service.ServiceException if it takes the file with the salt, and that cannot be used
         */
        public KeptText kept() {
            if (text == TextUse.HASH) {
                return KeptText.fingerprint(ContentHash.of(hashSaltFile));
            }
            return excerpts ? KeptText.excerpt(excerptLength) : KeptText.NOTHING;
        }
    }

    /**
     * Where console, health and metrics listen.
     *
     * @param bind host name or address
     * @param port 0 for any free one
     */
    public record Http(String bind, int port) {}

    /**
     * The topics the service writes or, for control, reads.
     *
     * @param alerts alerts at each transition
     * @param reports every evaluation
     * @param panes closed panes
     * @param panesRolled closed panes, rolled up
     * @param control commands
     * @param audit what was changed, and what stood behind each alert
     * @param deadLetters records that could not be read
     * @param configurations what agents are monitored with, and from when on
     */
    public record Topics(
            String alerts,
            String reports,
            String panes,
            String panesRolled,
            String control,
            String audit,
            String deadLetters,
            String configurations) {}

    /**
     * How long the history of closed panes stays in topics that Leeway creates.
     *
     * @param panes closed panes
     * @param rolled closed panes, rolled up
     */
    public record History(Duration panes, Duration rolled) {}
}
