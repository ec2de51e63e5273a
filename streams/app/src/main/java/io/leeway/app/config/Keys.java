/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.HIGH;
import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.stats.text.Excerpt;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Every key there is, declared once and in the order of the reference table. */
final class Keys {
    /** The section whose keys an agent pattern may override. */
    static final String DEFAULTS = "defaults.";

    private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    // leaves room for the names of stores within Kafka's 249 characters of a topic name
    private static final Pattern APPLICATION_ID = Pattern.compile("[a-zA-Z0-9._-]{1,120}");
    private static final Duration YEAR = Duration.ofDays(365);

    static final ValueType<String> TOPIC_NAME = ScalarTypes.text(
                    "topic name",
                    "must be a legal topic name: 1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-', but not '.' or '..'",
                    name -> TOPIC_CHARACTERS.matcher(name).matches() && !isDots(name))
            .withSchema(Fragments.scalar(TOPIC_CHARACTERS.pattern()));

    static final Key<String> APPLICATION_ID_KEY = Key.versioned(
            "application-id",
            ScalarTypes.text(
                            "name",
                            "must be 1 to 120 of a-z, A-Z, 0-9, '.', '_' and '-', because internal topics begin with it",
                            name -> APPLICATION_ID.matcher(name).matches() && !isDots(name))
                    .withSchema(Fragments.scalar(APPLICATION_ID.pattern())),
            "leeway",
            HIGH,
            "Names the deployment: consumer group, transactional ids and internal topics begin with it. "
                    + "A new name starts from nothing.");
    static final Key<Map<String, String>> KAFKA = Key.operational(
            "kafka",
            StructuredTypes.kafkaProperties(),
            "{}",
            HIGH,
            "Kafka client properties, passed to every client as they are; at least `bootstrap.servers`. "
                    + "Keep secrets in files and refer to them through Kafka's `config.providers`.");
    static final Key<List<LeewayConfig.Input>> INPUTS = Key.operational(
            "inputs",
            InputTypes.inputs(TOPIC_NAME),
            "[{topic: agent-inputs, format: auto}]",
            HIGH,
            "The topics with the agents' inputs. `format: auto` tells the formats apart by headers and first bytes, see **Inputs** "
                    + "above.");

    static final Key<String> MODEL_NAME = Key.versioned(
            "model.name",
            ScalarTypes.scalar(
                            "name or folder",
                            "must be minilm, static, or the path of a folder, with a '/' in it",
                            name -> Optional.of(name).filter(Models::isModel),
                            name -> name,
                            Models::suggest)
                    .withSchema(Fragments.scalar("minilm|static|.*/.*")),
            "minilm",
            HIGH,
            "The model that turns texts into vectors. Changing it makes old and new panes incomparable.");
    static final Key<Integer> MODEL_MAX_TOKENS = Key.versioned(
            "model.max-tokens",
            ScalarTypes.integer(8, 8192),
            "256",
            MEDIUM,
            "Texts are cut after so many tokens; minilm reads 512 at most.");

    static final Key<Duration> PANE = Key.versioned(
            "defaults.pane",
            ScalarTypes.duration(
                    Duration.ofSeconds(1),
                    Duration.ofHours(1),
                    "must be a duration from 1s to 1h that divides a day evenly",
                    pane -> Duration.ofDays(1).toNanos() % pane.toNanos() == 0),
            "1m",
            MEDIUM,
            "The slice of event time that is summarised at once. The same for all agents.");
    static final Key<Duration> GRACE = Key.versioned(
            "defaults.grace",
            ScalarTypes.duration(Duration.ZERO, Duration.ofHours(1)),
            "30s",
            MEDIUM,
            "How long after its end a pane still accepts late events. The same for all agents.");
    static final Key<List<WindowSpec>> WINDOWS = Key.versioned(
            "defaults.windows",
            StructuredTypes.windows(),
            "[5m, 20m, 50m, 100m, 200m]",
            HIGH,
            "What is compared with the reference: the newest panes, by duration or, with "
                    + "`{events: 500, at-most: 6h}`, until they hold so many events.");
    static final Key<Duration> TRAILING_LENGTH = Key.versioned(
            "defaults.references.trailing.length",
            ScalarTypes.duration(Duration.ofMinutes(1), YEAR),
            "7d",
            HIGH,
            "How much event time the rolling reference covers. Longer than `gap`.");
    static final Key<Duration> TRAILING_GAP = Key.versioned(
            "defaults.references.trailing.gap",
            ScalarTypes.duration(Duration.ofSeconds(1), YEAR),
            "2h",
            MEDIUM,
            "How old a pane must be before the rolling reference learns from it. At least one pane.");
    static final Key<Duration> SEASONAL_LENGTH = Key.versioned(
            "defaults.references.seasonal.length",
            ScalarTypes.duration(Duration.ofDays(7), Duration.ofDays(35)),
            MEDIUM,
            "How much event time the reference by hours covers; `28d` if left out. It tells hours of the day apart from "
                    + "5 days on, hours of the week from two weeks on. Needs panes that divide an hour.");
    static final Key<Duration> SEASONAL_GAP = Key.versioned(
            "defaults.references.seasonal.gap",
            ScalarTypes.duration(Duration.ofSeconds(1), YEAR),
            LOW,
            "How old a pane must be before the reference by hours learns from it; `2h` if left out. "
                    + "At least one pane. The longest window is kept out in any case.");
    static final Key<ReferenceSpec.None> REFERENCE_NONE = Key.versioned(
            "defaults.references.none",
            StructuredTypes.emptySection(ReferenceSpec.None::new),
            MEDIUM,
            "Compares the newest 1, 2, 4, … 256 panes with everything before them in the last day, without a baseline.");
    static final Key<Instant> PINNED_FROM = Key.versioned(
            "defaults.references.pinned.from",
            ScalarTypes.instant(),
            MEDIUM,
            "Start of the approved baseline, inclusive. Goes with `to`.");
    static final Key<Instant> PINNED_TO = Key.versioned(
            "defaults.references.pinned.to",
            ScalarTypes.instant(),
            MEDIUM,
            "End of the approved baseline, exclusive. Goes with `from`.");
    static final Key<Duration> PINNED_FIRST = Key.versioned(
            "defaults.references.pinned.first",
            ScalarTypes.duration(Duration.ofSeconds(1), YEAR),
            MEDIUM,
            "Instead of `from` and `to`: the baseline is so much event time from an agent's first pane on, "
                    + "or more where that holds fewer than 50 panes or 500 events.");
    static final Key<Duration> EXPECTED_RUN_LENGTH = Key.versioned(
            "defaults.expected-run-length",
            ScalarTypes.duration(Duration.ofHours(1), YEAR.multipliedBy(10)),
            "30d",
            HIGH,
            "The false-alarm budget: the mean event time between false alarms of one agent.");
    static final Key<Boolean> FEATURES_TEXT = Key.versioned(
            "defaults.features.text", ScalarTypes.bool(), "true", MEDIUM, "Whether texts are embedded and monitored.");
    static final Key<Boolean> FEATURES_NUMBERS = Key.versioned(
            "defaults.features.numbers",
            ScalarTypes.autoOrOff(),
            "auto",
            MEDIUM,
            "`auto` monitors every number the events carry.");
    static final Key<Boolean> FEATURES_CATEGORIES = Key.versioned(
            "defaults.features.categories",
            ScalarTypes.autoOrOff(),
            "auto",
            MEDIUM,
            "`auto` monitors every category the events carry.");
    static final Key<SortedMap<String, List<LimitSpec>>> LIMITS = Key.versioned(
            "defaults.limits",
            LimitTypes.limits(),
            "{}",
            MEDIUM,
            "Bounds that features must keep, whatever they were like before. Merged with inherited ones and those of "
                    + "presets feature by feature; `latencyMs: {}` has none.");
    static final Key<List<Preset>> PRESETS = Key.versioned(
            "defaults.presets",
            Preset.TYPE,
            "[]",
            MEDIUM,
            "Limits that go by one name. `agent-evals`: taskSuccess, toolError, latencyMs, costUsd, policyViolation and "
                    + "humanOverride, for agents that send them.");

    static final Key<Duration> NO_DATA = Key.versioned(
            "defaults.no-data",
            ScalarTypes.durationOrOff(Duration.ofMinutes(1), Duration.ofDays(7)),
            MEDIUM,
            "After so long a silence of an agent that used to send events an alert opens; `off`, for no alert, if left out. "
                    + "Longer than the pauses that are usual for the agent.");

    static final Key<ObjectNode> AGENTS = Key.versioned(
            "agents",
            StructuredTypes.section(
                    "map", "must be a map of agent patterns to keys of the defaults section, without pane and grace"),
            "{}",
            HIGH,
            "Other settings for the agents whose id matches a pattern with `*` and `?`.");

    static final Key<Boolean> EXCERPTS = Key.versioned(
            "privacy.excerpts",
            ScalarTypes.bool(),
            "false",
            HIGH,
            "Whether the beginnings of some inputs' texts are kept and quoted in alerts as evidence, see "
                    + "[operations](operations.md#excerpts).");
    static final Key<Integer> EXCERPT_LENGTH = Key.versioned(
            "privacy.excerpt-length",
            ScalarTypes.integer(20, Excerpt.LONGEST),
            LOW,
            "The most characters of an excerpt; 200 if left out.");
    static final Key<Path> HASH_SALT_FILE = Key.operational(
            "privacy.hash-salt-file",
            ScalarTypes.path(),
            MEDIUM,
            "A file whose content salts the hashes of contents in dead letters, so that nobody can find out a content by guessing.");
    static final Key<AlertFormat> ALERT_FORMAT = Key.operational(
            "alerts.format", ScalarTypes.choice(AlertFormat.values()), "avro", MEDIUM, "How alerts are encoded.");
    static final Key<String> LINK_TRACE =
            link("trace", "Where the trace of an exemplar can be looked at: becomes its `link`, ids percent-encoded.");
    static final Key<String> LINK_SESSION =
            link("session", "The same for a session, used where there is no link to the trace.");
    static final Key<String> LINK_EVENT = link("event", "The same for an event, used where there is no other link.");
    static final Key<String> HTTP_BIND = Key.operational(
            "http.bind",
            ScalarTypes.text("address", "must be a host name or address", host -> !host.isBlank()),
            "127.0.0.1",
            MEDIUM,
            "The address of the console, health and metrics.");
    static final Key<Integer> HTTP_PORT = Key.operational(
            "http.port", ScalarTypes.integer(0, 65535), "8080", MEDIUM, "Its port; 0 takes a free one.");

    static final Key<String> TOPIC_ALERTS = topic("alerts", "Alerts, in full at each transition.");
    static final Key<String> TOPIC_REPORTS = topic("reports", "Every evaluation, alert or not.");
    static final Key<String> TOPIC_PANES = topic("panes", "The summary of each closed pane: the history to replay.");
    static final Key<String> TOPIC_CONTROL =
            topic("control", "Commands of operators, see operations.md. Who may write to it governs.");
    static final Key<String> TOPIC_AUDIT = topic("audit", "Who changed what, and what stood behind each alert.");
    static final Key<String> TOPIC_DEAD_LETTERS = topic("dead-letters", "Records that could not be read.");

    static final Key<Boolean> RAW_VALUES = Key.operational(
            "dead-letters.raw-values",
            ScalarTypes.bool(),
            "false",
            MEDIUM,
            "Whether dead letters carry the record's value, which may hold personal data.");
    static final Key<Path> STATE_DIR = Key.operational(
            "state-dir",
            ScalarTypes.path(),
            "~/.leeway/state",
            MEDIUM,
            "Where local state is kept. It can always be rebuilt from Kafka.");
    static final Key<Integer> PARTITIONS = Key.operational(
            "partitions",
            ScalarTypes.integer(1, 1024),
            "8",
            MEDIUM,
            "Partitions of the internal topic that brings the panes of an agent together. "
                    + "Cannot change without a reset.");
    static final Key<Integer> THREADS = Key.operational(
            "threads",
            ScalarTypes.integerOrAuto(1, 256, Runtime.getRuntime().availableProcessors()),
            "auto",
            MEDIUM,
            "Stream threads; `auto` is the number of processors.");
    static final Key<Duration> IDLE_TIMEOUT = Key.operational(
            "idle-timeout",
            ScalarTypes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "10s",
            LOW,
            "After so much silence the newest pane closes without a later event to close it.");
    static final Key<Integer> REPLICATION_FACTOR = Key.operational(
            "replication-factor",
            ScalarTypes.integer(
                    -1, Short.MAX_VALUE, "must be -1 (the broker's default) or from 1 to 32767", factor -> factor != 0),
            "-1",
            LOW,
            "Of the topics that Leeway creates; -1 is the broker's default.");

    static final List<Key<?>> ALL = List.of(
            APPLICATION_ID_KEY,
            KAFKA,
            INPUTS,
            RegistryKeys.URL,
            RegistryKeys.BASIC_AUTH_FILE,
            RegistryKeys.BEARER_TOKEN_FILE,
            RegistryKeys.TIMEOUT,
            RegistryKeys.SCHEMAS,
            CorpusKeys.TOPICS,
            CorpusKeys.ITEMS,
            MODEL_NAME,
            MODEL_MAX_TOKENS,
            PANE,
            GRACE,
            WINDOWS,
            TRAILING_LENGTH,
            TRAILING_GAP,
            SEASONAL_LENGTH,
            SEASONAL_GAP,
            REFERENCE_NONE,
            PINNED_FROM,
            PINNED_TO,
            PINNED_FIRST,
            EXPECTED_RUN_LENGTH,
            FEATURES_TEXT,
            FEATURES_NUMBERS,
            FEATURES_CATEGORIES,
            LIMITS,
            PRESETS,
            GateKeys.EFFECT_GATES,
            NO_DATA,
            CohortKeys.CONTROL,
            CohortKeys.CANARY,
            CohortKeys.BY,
            CohortKeys.AT_MOST,
            CohortKeys.MIX,
            AGENTS,
            EXCERPTS,
            EXCERPT_LENGTH,
            HASH_SALT_FILE,
            PrivacyKeys.REDACTION_LITERALS,
            PrivacyKeys.SCRUB,
            PrivacyKeys.TEXT,
            CapKeys.RECORD_BYTES,
            CapKeys.EVENTS_PER_RECORD,
            CapKeys.TEXT_LENGTH,
            CapKeys.NAMES,
            CapKeys.VALUES,
            CapKeys.AGENTS,
            ALERT_FORMAT,
            LINK_TRACE,
            LINK_SESSION,
            LINK_EVENT,
            HTTP_BIND,
            HTTP_PORT,
            TOPIC_ALERTS,
            TOPIC_REPORTS,
            TOPIC_PANES,
            HistoryKeys.TOPIC,
            TOPIC_CONTROL,
            TOPIC_AUDIT,
            TOPIC_DEAD_LETTERS,
            HistoryKeys.PANES,
            HistoryKeys.ROLLED,
            ReloadKeys.TOPIC,
            RAW_VALUES,
            STATE_DIR,
            PARTITIONS,
            THREADS,
            IDLE_TIMEOUT,
            REPLICATION_FACTOR,
            ReloadKeys.EVERY,
            ReloadKeys.LEAD,
            ReloadKeys.EFFECTIVE_FROM,
            BridgeKeys.TARGETS,
            BridgeKeys.START,
            BridgeKeys.REQUEST_TIMEOUT,
            BridgeKeys.FIRST_RETRY,
            BridgeKeys.LONGEST_RETRY,
            BridgeKeys.RESEND,
            BridgeKeys.LINK,
            BridgeKeys.PORT);

    static final List<Key<?>> REFERENCES = List.of(
            TRAILING_LENGTH,
            TRAILING_GAP,
            SEASONAL_LENGTH,
            SEASONAL_GAP,
            REFERENCE_NONE,
            PINNED_FROM,
            PINNED_TO,
            PINNED_FIRST);

    static final List<Key<String>> OUTPUT_TOPICS = List.of(
            TOPIC_ALERTS,
            TOPIC_REPORTS,
            TOPIC_PANES,
            HistoryKeys.TOPIC,
            TOPIC_CONTROL,
            TOPIC_AUDIT,
            TOPIC_DEAD_LETTERS,
            ReloadKeys.TOPIC);

    private Keys() {}

    private static boolean isDots(String name) {
        return name.equals(".") || name.equals("..");
    }

    private static Key<String> topic(String name, String doc) {
        return Key.operational("topics." + name, TOPIC_NAME, "leeway." + name, LOW, doc);
    }

    private static Key<String> link(String name, String doc) {
        return Key.operational(
                "alerts.links." + name,
                ScalarTypes.text("address template", Links.RULE, Links::isTemplate)
                        .withSchema(Fragments.URL),
                LOW,
                doc);
    }
}
