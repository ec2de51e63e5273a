/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.evaluate.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFolderTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatIsKnownOfEachStream() throws IOException {
        List<Scenario> streams = ScenarioFolder.read(ScenarioFixture.folder(folder), "*");

        assertThat(streams).extracting(Scenario::name).containsExactly("n1_unit_error", "n2_control");
        assertThat(streams.get(0).truth())
                .isEqualTo(new Truth(600, 1200, OptionalInt.of(900), OptionalInt.of(1150), false));
        assertThat(streams.get(1).truth())
                .isEqualTo(new Truth(600, 1200, OptionalInt.empty(), OptionalInt.empty(), false));
        assertThat(ScenarioFolder.read(folder, "n2*"))
                .extracting(Scenario::name)
                .containsExactly("n2_control");
    }

    @Test
    void shouldReadHardStreamsAndRecurringChanges() throws IOException {
        ScenarioFixture fixture = new ScenarioFixture(folder);
        fixture.add(
                "s1_recurring",
                "drift at 900, back to normal at 1000, drift again at 1100",
                true,
                row -> ScenarioFixture.number(row, 1));
        fixture.add("c1_hard", "no drift", false, row -> ScenarioFixture.number(row, 1));

        List<Scenario> streams = ScenarioFolder.read(fixture.write(), "*");

        assertThat(streams.get(0).recurrence()).contains(new Scenario.Recurrence(1000, 1100));
        assertThat(streams.get(1).recurrence()).isEmpty();
        assertThat(streams).extracting(stream -> stream.truth().hard()).containsExactly(false, true);
    }

    @Test
    void shouldSayWhatIsWrongWithAFolder() throws IOException {
        refused(folder.resolve("absent"), "*", "no folder", "absent");
        refused(folder, "*", "has no index.json");
        Files.writeString(folder.resolve("index.json"), "[{");
        refused(folder, "*", "is not JSON");
        Files.writeString(folder.resolve("index.json"), "{}");
        refused(folder, "*", "must be a JSON array");
        ScenarioFixture.folder(folder);
        refused(folder, "x*", "none of the 2 streams", "'x*'");
        refused(folder, "[", "is not a glob");
    }

    @Test
    void shouldSayWhichStreamOfTheIndexIsWrong() throws IOException {
        ScenarioFixture fixture = new ScenarioFixture(folder);
        fixture.add("n", "drift", true, row -> ScenarioFixture.number(row, 1))
                .last()
                .put("n", "many");
        refused(fixture.write(), "*", "stream 0: n must be a row");
        fixture.last().put("n", 1200).put("change_at", 10);
        refused(fixture.write(), "*", "stream 0: rows the change must lie between", "10");
        fixture.last().put("change_at", 900).put("file", "other.gz");
        refused(fixture.write(), "*", "stream 0: file must exist", "other.gz");
        fixture.last().put("file", "n.jsonl.gz").putArray("ref").add(5).add(5);
        refused(fixture.write(), "*", "stream 0: ref must be a range");
    }

    private static void refused(Path folder, String only, String... parts) {
        assertThatThrownBy(() -> ScenarioFolder.read(folder, only))
                .isInstanceOf(ScenarioException.class)
                .message()
                .contains(parts);
    }
}
