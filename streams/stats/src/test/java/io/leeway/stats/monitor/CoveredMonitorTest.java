/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.decide.Budget;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MirrorJournal;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceNote;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent with a corpus: texts of four topics, and a fifth that comes up later. */
class CoveredMonitorTest {

    private static final Mix NEW_TOPIC = new Mix(0.3, 1, 0, 0);
    private static final Carried TEXTS = new Carried(true, false, false);
    private static final Corpus FOUR = Traffic.corpus(1, 4, 100, 0);
    private static final Corpus FIVE = Traffic.corpus(2, 5, 100, 1);

    @Test
    void shouldTellWhatTheCorpusDoesNotCover() {
        Monitored agent = new Monitored(3);
        agent.know(FOUR);
        agent.feed(300, 10, Mix.NORMAL, TEXTS);
        assertThat(agent.opened).isEmpty();
        assertThat(note(agent.last()).text())
                .startsWith("400 items; ")
                .contains(" of the texts in the trailing reference");

        agent.feed(40, 10, NEW_TOPIC, TEXTS);

        assertThat(agent.openedFamilies()).containsExactlyInAnyOrder(Family.TEXT, Family.COVERAGE);
        Evidence evidence = agent.opened.stream()
                .filter(event -> event.family() == Family.COVERAGE)
                .findFirst()
                .orElseThrow()
                .evidence();
        assertThat(evidence.diagnosis().kind()).isEqualTo(Kind.COVERAGE);
        assertThat(evidence.moved()).singleElement().satisfies(moved -> {
            assertThat(moved.key().feature()).isEqualTo("coverage");
            assertThat(moved.before()).isBetween(0.005, 0.08);
            assertThat(moved.after()).isBetween(0.05, 0.6);
            assertThat(moved.after() - moved.before()).isCloseTo(moved.effect(), within(1e-12));
            assertThat(moved.description()).startsWith("share of texts far from everything the corpus covers ");
        });
        assertThat(evidence.witnesses())
                .isNotEmpty()
                .allMatch(witness -> witness.role() == Witness.Role.NEW)
                .allMatch(witness -> witness.exemplar().eventId().contains("-4-"));
    }

    @Test
    void shouldSayNothingOfANewTopicThatTheCorpusCovers() {
        Monitored agent = new Monitored(3);
        agent.know(FIVE);
        agent.feed(300, 10, Mix.NORMAL, TEXTS);
        agent.feed(40, 10, NEW_TOPIC, TEXTS);

        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);
    }

    @Test
    void shouldResolveWhenTheCorpusGetsWhatWasMissing() {
        Monitored agent = new Monitored(4);
        agent.know(FOUR);
        agent.feed(300, 10, Mix.NORMAL, TEXTS);
        agent.feed(40, 10, NEW_TOPIC, TEXTS);
        assertThat(agent.openedFamilies()).contains(Family.COVERAGE);
        agent.know(FIVE);
        agent.feed(30, 10, NEW_TOPIC, TEXTS);

        assertThat(agent.resolved).singleElement().satisfies(event -> {
            assertThat(event.family()).isEqualTo(Family.COVERAGE);
            assertThat(event.pane()).as("a full first window of quiet").isEqualTo(360);
        });
        assertThat(agent.state().families().get(Family.TEXT).incident())
                .as("what is asked is new all the same")
                .isNotNull();
    }

    @Test
    void shouldAbandonTheIncidentOfACorpusThatIsGone() {
        Monitored agent = new Monitored(5);
        agent.know(FOUR);
        agent.feed(300, 10, Mix.NORMAL, TEXTS);
        agent.feed(40, 10, NEW_TOPIC, TEXTS);
        assertThat(agent.openedFamilies()).contains(Family.COVERAGE);
        agent.know(null);
        agent.feed(1, 10, NEW_TOPIC, TEXTS);

        assertThat(agent.resolved).extracting(Monitored.Event::family).containsExactly(Family.COVERAGE);
        assertThat(agent.state().families().get(Family.COVERAGE)).isEqualTo(FamilyState.INITIAL);
        agent.feed(5, 10, NEW_TOPIC, TEXTS);
        assertThat(agent.resolved).hasSize(1);
    }

    @Test
    void shouldDoNothingBesideSayingSoWithTooSmallACorpus() {
        Monitored agent = new Monitored(6);
        Monitored without = new Monitored(6);
        agent.know(Traffic.corpus(1, 4, 40, 0));
        agent.feed(340, NEW_TOPIC);
        without.feed(340, NEW_TOPIC);

        assertThat(note(agent.last()).text()).isEqualTo("160 items are too few to say what they cover: 200 are needed");
        assertThat(agent.state().toBytes()).isEqualTo(without.state().toBytes());
        assertThat(agent.last().tests()).isEqualTo(without.last().tests());
        assertThat(without.last().notes()).noneMatch(note -> note.kind() == ReferenceNote.Kind.CORPUS);
    }

    @Test
    void shouldGoByTheAgentsOwnDistancesWhereItsTextsAreWrittenOtherwise() {
        // The corpus knows two of four topics: half of what is usual is far from it.
        Monitored agent = new Monitored(7);
        agent.know(Traffic.corpus(1, 2, 200, 0));
        agent.feed(300, 10, Mix.NORMAL, TEXTS);

        assertThat(agent.last().tests())
                .filteredOn(test -> test.key().feature().equals("coverage"))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(Math.abs(test.result().effect())).isLessThan(0.1));
        assertThat(note(agent.last()).text()).contains("; 5 % of the texts in the trailing reference are far");
        assertThat(agent.opened).isEmpty();
    }

    @Test
    void shouldTakeItsShareOfTheBudgetFromTheTexts() {
        Monitored agent = new Monitored(8);
        agent.know(FOUR);
        agent.feed(200, Mix.NORMAL);
        List<DetectorKey> detectors =
                agent.last().tests().stream().map(Tested::key).distinct().toList();

        assertThat(detectors).contains(new DetectorKey("coverage", Detector.COVERAGE));
        var with = Budget.shares(detectors);
        var without = Budget.shares(detectors.stream()
                .filter(key -> key.family() != Family.COVERAGE)
                .toList());
        assertThat(with.values().stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-12));
        double parts = detectors.stream()
                .filter(key -> key.feature().equals("text"))
                .mapToDouble(key -> switch (key.detector()) {
                    case EMBEDDING, SPECTRAL -> 20;
                    case NOVEL_95, NOVEL_99 -> 15;
                    default -> 2;
                })
                .sum();
        without.forEach((key, share) -> assertThat(with.get(key) / share)
                .as("%s", key)
                .isCloseTo(
                        key.family() == Family.TEXT || key.equals(new DetectorKey("text", Detector.MISSING))
                                ? parts / (parts + 15)
                                : 1,
                        within(1e-9)));
    }

    /** With corpora that come, grow, shrink and go, a monitor rebuilt from what was kept goes on exactly. */
    @ParameterizedTest
    @ValueSource(longs = 1)
    void shouldGoOnAfterRestarts(long seed) {
        MonitorSettings settings = Monitored.SETTINGS;
        Traffic traffic = new Traffic(seed, 0.3);
        Random random = new Random(seed);
        MirrorJournal undisturbedPanes = new MirrorJournal();
        MirrorJournal panes = new MirrorJournal();
        AgentMonitor undisturbed = new AgentMonitor(settings, Traffic.MAP);
        AgentMonitor monitor = new AgentMonitor(settings, Traffic.MAP);
        List<Corpus> corpora = List.of(FOUR, FIVE, Traffic.corpus(3, 2, 30, 2));
        Optional<Corpus> corpus = Optional.empty();
        int opened = 0;
        for (int i = 0; i < 420; i++) {
            if (i % 60 == 20) {
                corpus = Optional.of(corpora.get(random.nextInt(corpora.size())));
            } else if (i % 250 == 0) {
                corpus = Optional.empty();
            }
            if (random.nextInt(15) == 0) {
                monitor = new AgentMonitor(
                        settings,
                        Traffic.MAP,
                        MonitorState.fromBytes(monitor.state().toBytes()),
                        panes.entries(Shelf.HISTORY),
                        panes.entries(Shelf.PINNED));
            }
            PaneEntry pane = traffic.pane(i, 10, i % 200 > 150 ? NEW_TOPIC : Mix.NORMAL);
            Evaluation expected = undisturbed.observe(pane, List.of(), corpus, undisturbedPanes);

            assertThat(monitor.observe(pane, List.of(), corpus, panes))
                    .as("seed %s, pane %s", seed, i)
                    .isEqualTo(expected);
            assertThat(monitor.state().toBytes())
                    .as("state, seed %s, pane %s", seed, i)
                    .isEqualTo(undisturbed.state().toBytes());
            opened += expected.evidence().containsKey(Family.COVERAGE) ? 1 : 0;
        }
        assertThat(opened).as("seed %s", seed).isPositive();
    }

    /** Under the default settings, on traffic that does not change: a twenty-ninth of the run length asked for. */
    @ParameterizedTest
    @ValueSource(longs = 302)
    void shouldStaySilentWhereNothingChanges(long seed) {
        Monitored agent = new Monitored(MonitorSettings.DEFAULTS, new Traffic(seed));
        agent.know(Traffic.corpus(seed, seed % 2 == 0 ? 3 : 4, 100, 0));

        agent.feed(1_500, 10, Mix.NORMAL, TEXTS);

        assertThat(agent.opened).as("seed %s", seed).isEmpty();
        assertThat(agent.last().tests()).anyMatch(test -> test.key().feature().equals("coverage") && test.conclusive());
    }

    private static ReferenceNote note(Evaluation evaluation) {
        return evaluation.notes().stream()
                .filter(note -> note.kind() == ReferenceNote.Kind.CORPUS)
                .findFirst()
                .orElseThrow();
    }
}
