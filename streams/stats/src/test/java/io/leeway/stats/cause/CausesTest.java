/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.cause.Stage.Traits;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CausesTest {

    private static final List<String> TEXT = List.of("text");
    private static final List<String> PAYMENT = List.of("category:payment");

    private final Stage stage = new Stage(1);

    private Optional<Cause> cause(Family family, List<String> features, Function<Traits, Traits> change) {
        return Causes.of(stage.scene(family, features, change));
    }

    private static Traits cut(Traits traits) {
        double length = Math.min(24, traits.numbers().get("text/length"));
        return traits.with("text/length", length).with("text/words", Math.ceil(length / 5));
    }

    @Test
    void shouldNameATruncationWithTheLength() {
        Cause cause = cause(Family.TEXT, TEXT, CausesTest::cut).orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(cause.words()).startsWith("truncation: ").contains(" of texts have 24 characters, where ");
    }

    @Test
    void shouldNameATruncationBySomeClientsOnlyAndThePlaceItComesFrom() {
        Cause cause = cause(
                        Family.TEXT,
                        TEXT,
                        traits -> stage.random().nextInt(2) == 0 ? cut(traits).with("client", "tv") : traits)
                .orElseThrow();

        assertThat(cause.name()).isEqualTo("truncation");
        assertThat(cause.detail()).contains("at the same moment client 'tv' 0 % to ");
    }

    @Test
    void shouldNotTakeLongerTextsOrShorterOnesForATruncation() {
        assertThat(cause(
                        Family.TEXT,
                        TEXT,
                        traits -> traits.with("text/length", traits.numbers().get("text/length") + 20)))
                .isEmpty();
        assertThat(cause(
                        Family.TEXT,
                        TEXT,
                        traits -> traits.with("text/length", 8 + stage.random().nextInt(12))))
                .isEmpty();
    }

    @Test
    void shouldNameAFormatWithoutCapitalsAndPunctuation() {
        Cause cause = cause(Family.TEXT, TEXT, traits -> traits.with("text/upperCase", 0)
                        .with("text/punctuation", 0))
                .orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(cause.words())
                .startsWith("format: texts with capitals 9")
                .contains(" % to 0 %, texts with punctuation ");
    }

    @Test
    void shouldNameAFormatOfCapitals() {
        assertThat(cause(Family.TEXT, TEXT, traits -> traits.with("text/upperCase", 1))
                        .orElseThrow()
                        .words())
                .isEqualTo("format: texts in capitals 0 % to 100 %");
    }

    @Test
    void shouldNameARetryStormAndNothingElse() {
        float[] retried = stage.vector();
        Cause cause = cause(
                        Family.TEXT,
                        TEXT,
                        traits -> stage.random().nextInt(3) == 0
                                ? traits.with(retried).with("text/length", 24)
                                : traits)
                .orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(cause.words()).startsWith("retry storm: exact repeats of another input 0 % to ");
    }

    @Test
    void shouldNotBlameRepeatsThatAreNotTheChange() {
        float[] retried = stage.vector();
        assertThat(cause(Family.TEXT, TEXT, traits -> switch (stage.random().nextInt(5)) {
                    case 0 -> new Traits(false, retried, traits.numbers(), traits.categories());
                    case 1, 2 -> traits.with(stage.vector());
                    default -> traits;
                }))
                .isEmpty();
    }

    @Test
    void shouldNameRedaction() {
        Cause cause = cause(
                        Family.MISSING,
                        TEXT,
                        traits -> stage.random().nextInt(100) < 40 ? traits.with((float[]) null) : traits)
                .orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(cause.words()).startsWith("redaction: redacted texts 0 % to ");
    }

    @Test
    void shouldNameMissingFields() {
        Cause cause = cause(Family.MISSING, List.of("number:price"), traits -> {
                    traits.numbers().remove("price");
                    return traits.with("other", 1);
                })
                .orElseThrow();

        assertThat(cause.words()).isEqualTo("missing values: number:price 0 % to 100 %");
    }

    @Test
    void shouldNameARenamedValueByItsShare() {
        Cause cause = cause(
                        Family.CATEGORIES,
                        PAYMENT,
                        traits -> traits.categories().get("payment").equals("Electronic check")
                                ? traits.with("payment", "e-check")
                                : traits)
                .orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(cause.words())
                .matches("category renamed: payment Electronic check -> e-check \\(6\\d % and [67]\\d %\\)");
    }

    @Test
    void shouldNameValuesInAnotherSpelling() {
        Cause cause = cause(
                        Family.CATEGORIES,
                        PAYMENT,
                        traits -> traits.with(
                                "payment",
                                traits.categories()
                                        .get("payment")
                                        .toUpperCase(Locale.ROOT)
                                        .replace(' ', '_')))
                .orElseThrow();

        assertThat(cause.detail())
                .contains("Electronic check -> ELECTRONIC_CHECK")
                .contains("Mailed check -> MAILED_CHECK");
    }

    @Test
    void shouldNotTakeANewValueBesideTheOthersForARenamedOne() {
        assertThat(cause(
                        Family.CATEGORIES,
                        PAYMENT,
                        traits -> stage.random().nextInt(3) == 0 ? traits.with("payment", "Credit card") : traits))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 1000, 0.1})
    void shouldNameAnotherUnit(double factor) {
        Cause cause = cause(
                        Family.NUMBERS,
                        List.of("number:price"),
                        traits -> traits.with("price", factor * traits.numbers().get("price")))
                .orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(cause.words())
                .startsWith("unit changed: price x " + (factor < 1 ? "0.1" : (int) factor) + ", median ");
    }

    @Test
    void shouldNotTakeARiseForAnotherUnit() {
        assertThat(cause(
                        Family.NUMBERS,
                        List.of("number:price"),
                        traits -> traits.with("price", 3 * traits.numbers().get("price"))))
                .isEmpty();
    }

    @Test
    void shouldNameWhatFlippedWhenTheTextsBeganToDrift() {
        Cause cause = cause(
                        Family.TEXT,
                        TEXT,
                        traits -> stage.random().nextInt(5) < 3
                                ? traits.with(stage.vector()).with("promptVersion", "v4")
                                : traits)
                .orElseThrow();

        assertThat(cause.kind()).isEqualTo(Kind.INPUT_DRIFT);
        assertThat(cause.words()).startsWith("new client or prompt version: promptVersion 'v4' 0 % to ");
    }

    @Test
    void shouldNotNameOneCategoryAsTheCauseOfItsOwnChange() {
        assertThat(cause(
                        Family.CATEGORIES,
                        List.of("category:promptVersion"),
                        traits -> stage.random().nextInt(2) == 0 ? traits.with("promptVersion", "v4") : traits))
                .isEmpty();
        assertThat(cause(
                                Family.CATEGORIES,
                                List.of("category:promptVersion"),
                                traits -> stage.random().nextInt(2) == 0
                                        ? traits.with("promptVersion", "v4").with("client", "tv")
                                        : traits)
                        .orElseThrow()
                        .detail())
                .contains("client 'tv'")
                .contains("promptVersion 'v4'");
    }

    @Test
    void shouldNameTheMixThatGoesWithAChangeOfKnownTexts() {
        Scene scene = stage.scene(
                Family.TEXT, TEXT, traits -> stage.random().nextInt(4) > 0 ? traits.with("client", "web") : traits);

        assertThat(Causes.of(scene)).isEmpty();
        Cause mix = Causes.ofMix(scene).orElseThrow();
        assertThat(mix.kind()).isEqualTo(Kind.MIX_SHIFT);
        assertThat(mix.words()).startsWith("traffic mix: client 'web' 5");
    }

    @Test
    void shouldFindNothingWhereOnlyTheTextsAreOthers() {
        for (long seed = 1; seed <= 20; seed++) {
            Stage other = new Stage(seed);
            Scene scene = other.scene(Family.TEXT, TEXT, traits -> traits.with(other.vector()));

            assertThat(Causes.of(scene)).as("seed %s", seed).isEmpty();
            assertThat(Causes.ofMix(scene)).as("seed %s", seed).isEmpty();
            assertThat(scene.share()).as("seed %s", seed).isEqualTo(1);
            assertThat(scene.changed()).as("seed %s", seed).hasSize(6);
        }
    }
}
