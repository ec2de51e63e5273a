/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Locale;

/** The reference of all keys for people, made from their declarations. */
public final class ConfigReference {

    /** A configuration that uses most keys; the reference shows it and a test reads it. */
    static final String EXAMPLE = """
            application-id: leeway
            kafka: {bootstrap.servers: "localhost:9092"}
            inputs: [{topic: agent-inputs, format: auto}]
            model: {name: minilm, max-tokens: 256}
            defaults:
              pane: 1m
              grace: 30s
              windows: [20m, 1h, {events: 500, at-most: 6h}]
              references: {trailing: {length: 7d, gap: 2h}}
              expected-run-length: 30d
              features: {text: true, numbers: auto, categories: auto}
              limits: {latencyMs: {p99: 3000}, taskSuccess: {rate: {at-least: 0.9}}}
              presets: [agent-evals]
            agents:
              "support-*": {expected-run-length: 90d}
            privacy: {excerpts: false, hash-salt-file: /etc/leeway/salt}
            alerts: {format: avro}
            http: {bind: 127.0.0.1, port: 8080}
            """;

    private static final String INTRODUCTION = """
            # Configuration

            One YAML file. Every key has a default, unknown keys are errors, and `leeway validate -c FILE` reports every problem at once.
            This page is made from the declarations in the code; a test fails when it is out of date.

            ```yaml
            %s```

            **Layers.** Defaults, then the file, then the environment, then the command line; the last one wins, key by key.
            The variable of a key is `LEEWAY_` and its path in capitals, with `_` for `.` and `-`: `LEEWAY_HTTP_PORT`.
            `LEEWAY_KAFKA_BOOTSTRAP_SERVERS` sets Kafka's `bootstrap.servers`, and so on for every property. Lists and maps are given as YAML.

            **Inputs.** `format: auto` takes each record for what its headers and first bytes say: JSON (an event, or an array of
            events), Avro single-object encoding, Confluent's framing, or OpenTelemetry; inside a CloudEvent or not, compressed with gzip
            or zstd or not. Any other format is the only one that is read. `schema: FILE.avsc` is for Avro without anything before the body, and
            then all that has neither the marker of single-object encoding nor a header to the contrary is that. `turns` says what of
            OpenTelemetry becomes events.

            `mapping` is for records whose fields have other names, in JSON or in Avro of another schema. Each field of an event gets
            a [JSONPath](https://github.com/json-path/JsonPath), or a constant, which does not begin with `$`. Of several matches the last one
            counts; a path without a match is a missing value; `numbers` and `categories` are a map of paths, or one path to an object
            whose members are all taken. `agentId` is required.

            ```yaml
            inputs:
              - topic: chats
                mapping:
                  agentId: $.meta.agent
                  cohort: v2
                  occurredAt: $.sentAt
                  text: "$.messages[?(@.role == 'user')].content"
                  numbers: {latencyMs: $.timing.ms}
                  categories: $.tags
            ```

            **Durations** are written `90s`, `20m`, `1h30m`, `7d`, or in ISO-8601 (`PT1H30M`).

            **Windows** are durations, or `{events: 500, at-most: 6h}`: the newest panes until they hold 500 events, but never more than 6 hours.

            **References.** Any of `trailing`, `seasonal`, `none` and `pinned`, at least one; `seasonal: {length: 28d, gap: 2h}`, `none: {}`.
            The references you give replace the inherited ones. Of a `trailing` or `seasonal` reference, a key left out is inherited.

            **Limits.** By feature and quantity: `mean`, `rate`, a quantile such as `p99`, or `share: {VALUE: …}`. A number is an upper
            bound; `{at-least: x, at-most: y}` has either or both. Bounds of rates and shares are above 0 and below 1.
            Presets come first, then `defaults`, then the agent's pattern; who names a feature replaces all limits on it.

            **Agents.** Each entry of `agents` is a pattern (`*` any characters, `?` one) with keys of `defaults`, except `pane` and `grace`,
            which are the same for all agents. Where several patterns match, the one with the most literal characters decides,
            for each key on its own; of equally specific ones, the first in the file.

            **Secrets** do not belong into this file: Kafka's `config.providers` reads them from files. Values of keys that look like
            secrets are never shown in messages.

            **Version.** A hash of the keys marked *yes* identifies what is computed. It is part of alert ids and reports;
            the other keys only say where and how fast things run.

            **Live.** A change of the keys marked *yes* takes effect while the service runs, see
            [operations](operations.md#changing-the-configuration-while-it-runs); any other needs a restart of all instances.

            | Key | Type | Default | Importance | In version | Live | Meaning |
            |---|---|---|---|---|---|---|
            """;

    private ConfigReference() {}

    /** The whole page as Markdown, ending in a line break. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION.formatted(EXAMPLE));
        Keys.ALL.forEach(key -> page.append(row(key)));
        return page.toString();
    }

    private static String row(Key<?> key) {
        String rule = key.type().rule();
        return "| `" + key.path() + "` | " + key.type().name() + " | "
                + key.defaultText().map(text -> "`" + text + "`").orElse("none") + " | "
                + key.importance().name().toLowerCase(Locale.ROOT) + " | "
                + (key.versioned() ? "yes" : "no") + " | "
                + (key.live() ? "yes" : "no") + " | "
                + cell(key.doc() + " " + rule.substring(0, 1).toUpperCase(Locale.ROOT) + rule.substring(1) + ".")
                + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
