/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.ingest.InputDecoders;
import io.leeway.app.ingest.InputRecord;
import io.leeway.app.ingest.Surroundings;
import io.leeway.app.ingest.otel.Otlp;
import io.leeway.app.ingest.otel.OtlpDecoder;
import io.leeway.app.ingest.otel.TurnMemory;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same events have the same panes, reports and alerts, byte for byte, however they are written. */
class SameEventsTest {

    private static final int MINUTES = 200;
    private static final int CHANGE_AT = MINUTES * 2 / 3;
    private static final List<SpokenTurn> TURNS = Stream.of(
                    SpokenTurn.of("support", MINUTES, CHANGE_AT), SpokenTurn.of("sales", MINUTES, MINUTES))
            .flatMap(List::stream)
            .sorted(SpokenTurn.inOrder())
            .toList();
    private static final Map<String, SpokenTurn> BY_ID =
            TURNS.stream().collect(Collectors.toMap(turn -> turn.trace() + "-" + turn.span(), Function.identity()));

    // What logs say is less than what spans say, so that the same turns are not the same events.
    private static final List<Event> TRACED = decoded(SpokenTurn.traces(TURNS));
    private static final List<Event> LOGGED = decoded(SpokenTurn.logs(TURNS));

    private static final Embedder EMBEDDER = HashingEmbedder.of(64);

    @TempDir
    private static Path folder;

    private static LeewayConfig config;
    private static Results traced;
    private static Results logged;

    /** One configuration for all: its version is in every report. */
    @BeforeAll
    static void replayAsJson() throws IOException {
        Files.writeString(folder.resolve("chat.avsc"), AvroForms.FOREIGN.toString());
        Files.writeString(folder.resolve("schemas.json"), AvroForms.schemas());
        String inputs = Stream.concat(formsOfTraces().stream(), formsOfLogs().stream())
                .flatMap(forms -> withAuto(forms).stream())
                .map(EventForm::input)
                .collect(Collectors.joining());
        config = LeewayConfig.parse("test", """
                registry: {schemas: %s}
                privacy: {excerpts: true}
                defaults: {windows: [10m, 30m], references: {trailing: {gap: 30m}}}
                inputs:
                %s""".formatted(folder.resolve("schemas.json"), inputs), Map.of(), Map.of());
        traced = replayed(EventForms.json().records(TRACED));
        logged = replayed(EventForms.json().records(LOGGED));
    }

    @AfterAll
    static void close() {
        EMBEDDER.close();
    }

    static List<List<EventForm>> formsOfTraces() {
        EventForm protobuf = otlp("traces", turns -> SpokenTurn.traces(turns).toByteArray());
        EventForm json = otlp("traces-json", turns -> json(SpokenTurn.traces(turns)));
        List<List<EventForm>> forms = new ArrayList<>(EventForms.all(folder.resolve("chat.avsc")));
        forms.addAll(List.of(List.of(protobuf, protobuf.gzip()), List.of(json, json.namedZstd())));
        return forms;
    }

    static List<List<EventForm>> formsOfLogs() {
        return List.of(
                List.of(otlp("logs", turns -> SpokenTurn.logs(turns).toByteArray())),
                List.of(otlp("logs-json", turns -> json(SpokenTurn.logs(turns)))));
    }

    /** The forms, and each again on a topic whose format has to be told. */
    private static List<EventForm> withAuto(List<EventForm> forms) {
        return forms.stream().flatMap(form -> Stream.of(form, form.auto())).toList();
    }

    private static EventForm otlp(String topic, Function<List<SpokenTurn>, byte[]> writer) {
        return new EventForm(
                topic,
                "otlp",
                "",
                EventForms.PER_RECORD,
                (events, headers) -> writer.apply(
                        events.stream().map(event -> BY_ID.get(event.eventId())).toList()));
    }

    private static byte[] json(Message telemetry) {
        return Otlp.json(telemetry, false).toString().getBytes(UTF_8);
    }

    private static List<Event> decoded(Message telemetry) {
        Decoded decoded = new OtlpDecoder(TurnSource.AUTO, "model", TurnMemory.inMemory())
                .read(telemetry.toByteArray(), Surroundings.bare("record", 0));
        assertThat(decoded.faults()).isEmpty();
        return decoded.events();
    }

    private static Results replayed(List<InputRecord> records) {
        return Results.ofRecords(config, EMBEDDER, records);
    }

    @Test
    void shouldReadFromTracesAndLogsWhatWasSaid() {
        assertThat(TURNS).hasSize(2_000);
        for (List<Event> events : List.of(TRACED, LOGGED)) {
            assertThat(events).hasSameSizeAs(TURNS);
            for (int i = 0; i < events.size(); i++) {
                assertSaid(events.get(i), TURNS.get(i));
            }
        }
        assertThat(TRACED).allSatisfy(event -> assertThat(event.numbers())
                .containsEntry("latencyMs", BY_ID.get(event.eventId()).nanos() / 1e6)
                .containsKeys("messages", "toolCalls"));
        assertThat(LOGGED).allSatisfy(event -> assertThat(event.numbers()).doesNotContainKey("latencyMs"));
    }

    private static void assertSaid(Event event, SpokenTurn turn) {
        assertThat(event.key().agentId()).isEqualTo(turn.agent());
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(Otlp.START + turn.millis()));
        assertThat(event.text()).isEqualTo(turn.text());
        assertThat(event.sessionId()).isEqualTo(turn.session());
        assertThat(event.traceId()).isEqualTo(turn.trace());
        assertThat(event.numbers().get("inputTokens")).isEqualTo(turn.inputTokens());
        assertThat(event.numbers().get("outputTokens"))
                .isEqualTo(
                        turn.outputTokens() == null ? null : turn.outputTokens().doubleValue());
        assertThat(event.categories())
                .containsEntry("model", turn.model())
                .containsEntry("finishReason", turn.finish());
    }

    @Test
    void shouldDecideAndAlert() {
        for (Results results : List.of(traced, logged)) {
            assertThat(results.events()).isEqualTo(TURNS.size());
            assertThat(results.panes()).hasSize(2 * MINUTES);
            assertThat(results.reports().values().stream().map(SameEventsTest::state))
                    .hasSize(2 * MINUTES)
                    .contains(MonitorState.WARMING_UP, MonitorState.OK, MonitorState.DRIFT);
            assertThat(results.alerts()).anyMatch(alert -> alert.contains(" " + AlertTransition.OPENED + " "));
        }
    }

    private static MonitorState state(String report) {
        DriftReport read = Records.DRIFT_REPORT.decode(HexFormat.of().parseHex(report));
        return read.getState();
    }

    @Test
    void shouldNotReportTheSameOfAnotherText() {
        List<Event> others = new ArrayList<>(TRACED);
        // In the reference of all comparisons.
        others.set(500, others.get(500).withText("refund"));

        Results results = replayed(EventForms.json().records(others));

        assertThat(different(results.panes(), traced.panes())).hasSize(1);
        assertThat(different(results.reports(), traced.reports())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("formsOfTraces")
    void shouldReportTheSameOfTraces(List<EventForm> forms) {
        assertSame(forms, TRACED, traced);
    }

    @ParameterizedTest
    @MethodSource("formsOfLogs")
    void shouldReportTheSameOfLogs(List<EventForm> forms) {
        assertSame(forms, LOGGED, logged);
    }

    /** All events are read in each form; replays take long, so that forms take turns from record to record in one of them. */
    private static void assertSame(List<EventForm> forms, List<Event> events, Results expected) {
        List<List<InputRecord>> written =
                withAuto(forms).stream().map(form -> form.records(events)).toList();
        for (List<InputRecord> records : written) {
            List<Event> read = read(records);
            assertThat(read).as(records.get(0).topic()).hasSameSizeAs(events);
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i)).as(records.get(0).topic()).isEqualTo(events.get(i));
            }
        }
        List<InputRecord> mixed = IntStream.range(0, written.get(0).size())
                .mapToObj(i -> written.get(i % written.size()).get(i))
                .toList();
        assertSame(forms.toString(), replayed(mixed), expected);
    }

    private static List<Event> read(List<InputRecord> records) {
        EventDecoder decoder = InputDecoders.of(config, EMBEDDER.identity().name())
                .with(TurnMemory.inMemory())
                .get(records.get(0).topic());
        List<Event> events = new ArrayList<>();
        for (InputRecord record : records) {
            Decoded decoded = decoder.decode(record);
            assertThat(decoded.faults()).isEmpty();
            events.addAll(decoded.events());
        }
        return events;
    }

    /** Names what differs: all bytes of all reports would say less. */
    private static void assertSame(String name, Results actual, Results expected) {
        assertThat(different(actual.panes(), expected.panes()))
                .as("panes of " + name)
                .isEmpty();
        assertThat(different(actual.reports(), expected.reports()))
                .as("reports of " + name)
                .isEmpty();
        assertThat(actual.equals(expected)).as("alerts of " + name).isTrue();
    }

    private static List<String> different(SortedMap<String, String> actual, SortedMap<String, String> expected) {
        TreeSet<String> keys = new TreeSet<>(actual.keySet());
        keys.addAll(expected.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(actual.get(key), expected.get(key)))
                .toList();
    }
}
