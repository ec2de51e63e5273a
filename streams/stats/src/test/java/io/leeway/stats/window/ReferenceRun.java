/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneJournal.Shelf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The references of an agent whose panes come one after the other, and what was journalled of them. */
final class ReferenceRun {

    final MirrorJournal journal = new MirrorJournal();
    private final Duration window;
    private final long pane;
    private References references;
    private MonitorSettings settings;
    private long next;

    ReferenceRun(Duration pane, Duration window, ReferenceSpec... specs) {
        this.pane = pane.toMillis();
        this.window = window;
        this.settings = settings(specs);
        this.references = new References(settings, ReferenceState.INITIAL, List.of(), List.of());
    }

    References references() {
        return references;
    }

    /** End of the newest pane. */
    long now() {
        return next * pane;
    }

    void silence(Duration duration) {
        next += duration.toMillis() / pane;
    }

    void feed(Duration duration, int events) {
        for (long i = duration.toMillis() / pane; i > 0; i--) {
            observe(events, false);
        }
    }

    void observe(int events, boolean frozen) {
        references.append(newest(events), journal);
        references.advance(frozen, journal);
    }

    Reference taken(String name) {
        return references.taken().stream()
                .filter(reference -> reference.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no reference " + name));
    }

    /** Goes on with other references. */
    void restart(ReferenceSpec... specs) {
        settings = settings(specs);
        references = restarted();
    }

    void assertRestartFindsTheSame() {
        References again = restarted();
        assertThat(again.state()).isEqualTo(references.state());
        assertThat(Panes.spans(again.panes())).isEqualTo(Panes.spans(references.panes()));
        assertThat(again.taken()).extracting(Reference::name).isEqualTo(names());
        assertThat(again.notes()).isEqualTo(references.notes());
        for (int i = 0; i < again.taken().size(); i++) {
            Reference expected = references.taken().get(i);
            Reference actual = again.taken().get(i);
            assertThat(Panes.spans(actual.entries())).as(expected.name()).isEqualTo(Panes.spans(expected.entries()));
            assertThat(actual.hours()).isEqualTo(expected.hours());
            assertThat(actual.total().digest()).isEqualTo(expected.total().digest());
        }
    }

    List<String> names() {
        return references.taken().stream().map(Reference::name).toList();
    }

    List<ReferenceNote.Kind> noteKinds() {
        return references.notes().stream().map(ReferenceNote::kind).toList();
    }

    private References restarted() {
        return new References(
                settings, references.state(), journal.entries(Shelf.HISTORY), journal.entries(Shelf.PINNED));
    }

    private MonitorSettings settings(ReferenceSpec... specs) {
        MonitorSettings defaults = MonitorSettings.DEFAULTS;
        return new MonitorSettings(
                Duration.ofMillis(pane),
                defaults.grace(),
                List.of(WindowSpec.ofDuration(window)),
                List.of(specs),
                defaults.expectedRunLength(),
                defaults.features());
    }

    private PaneEntry newest(int events) {
        long start = next++ * pane;
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < events; i++) {
            summary.add(
                    new Observation(
                            start + "-" + i,
                            null,
                            null,
                            start,
                            TextState.MISSING,
                            null,
                            new TreeMap<>(Map.of("pane", (double) start)),
                            new TreeMap<>()),
                    null);
        }
        return new PaneEntry(start, start + pane, summary);
    }
}
