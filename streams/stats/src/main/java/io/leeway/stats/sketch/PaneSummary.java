/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import io.leeway.stats.map.KernelFeatureMap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Everything kept of the events of one pane: counts, sums and histograms, and a few exemplars; no text but their excerpts, where
 * the operator allows them.
 *
 * <p>Missing values are not counted but derived, as events less those with a value, so they are right also for the parts
 * that never saw a feature.
 *
 * <ul>
 *   <li>A pane with text merges with one without; two panes whose texts went through different feature maps do not.
 *   <li>Of more names of numbers (or categories) than the limit, those with the smallest hashes are followed; see
 *       {@link #unfollowedNumbers} and {@link #unfollowedCategories}. The descriptors of texts do not count towards it.
 *   <li>Every part is exact under any order and any split, so the whole is.
 *   <li>Cost of an event: the feature map, a hash and a search for each number and category, a hash for the exemplars.
 *       Not thread-safe.
 * </ul>
 *
 * <pre>
 *   version 1     1 byte       = 1
 *   limits        4 × varint   names, buckets, categories, exemplars
 *   events        varint
 *   first, last   zigzag epoch milliseconds, varint milliseconds later; if there are events
 *   redacted      varint
 *   text          1 byte       sum of 1 if a {@link KernelSum} follows and 2 if a {@link CategorySummary} of mismatches does
 *   numbers       varint values, varint size, size × (name: string, {@link NumberSummary}), ascending by hash
 *   categories    varint values, varint size, size × (name: string, {@link CategorySummary}), ascending by hash
 *   exemplars     {@link Exemplars}
 * </pre>
 *
 * <p>Parts are stored as they store themselves, with their own version; strings and numbers as in
 * {@link SummaryOutput}.
 */
public final class PaneSummary implements Summary<PaneSummary> {

    private static final String NAME = "pane summary";
    private static final int VERSION = 1;
    private static final int TEXT = 1;
    private static final int MISMATCHES = 2;

    private final SummaryLimits limits;
    private final NamedSummaries<NumberSummary> numbers;
    private final NamedSummaries<CategorySummary> categories;
    private final Exemplars exemplars;
    private KernelSum text;
    private CategorySummary mismatches;
    private long events;
    private long redacted;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;

    /** An empty pane with {@link SummaryLimits#DEFAULTS}. */
    public PaneSummary() {
        this(SummaryLimits.DEFAULTS);
    }

    /** An empty pane. */
    public PaneSummary(SummaryLimits limits) {
        this.limits = limits;
        numbers = new NamedSummaries<>(limits.names(), () -> new NumberSummary(limits.buckets()));
        categories = new NamedSummaries<>(limits.names(), () -> new CategorySummary(limits.categories()));
        exemplars = new Exemplars(limits.exemplars());
    }

    /**
     * Adds one event.
     *
     * @param map the feature map of the event's vector; may be null if the text is not present
     * @throws IncompatibleFeatureMapException if earlier texts went through another map
     * @throws IllegalArgumentException if the map does not accept the vector, or the text is present and there is no map;
     *     whatever is thrown, the pane is unchanged
     */
    public void add(Observation event, KernelFeatureMap map) {
        // First, because only this can fail.
        addText(event, map);
        events++;
        firstAt = Math.min(firstAt, event.occurredAt());
        lastAt = Math.max(lastAt, event.occurredAt());
        event.numbers().forEach((name, number) -> numbers.add(name, summary -> summary.add(number)));
        event.categories().forEach((name, value) -> categories.add(name, summary -> summary.add(value)));
        exemplars.add(event);
    }

    private void addText(Observation event, KernelFeatureMap map) {
        switch (event.textState()) {
            case PRESENT -> {
                if (map == null) {
                    throw new IllegalArgumentException(
                            "event " + event.eventId() + " has a vector but there is no feature map for it");
                }
                KernelSum sum = text == null ? new KernelSum(map) : text;
                sum.add(event.sharedVector(), map);
                text = sum;
            }
            case REDACTED -> redacted++;
            case MISMATCHED -> {
                mismatches = mismatches == null ? new CategorySummary(limits.categories()) : mismatches;
                mismatches.add(event.mismatch());
            }
            case MISSING -> {}
        }
    }

    @Override
    public void merge(PaneSummary other) {
        mergeCounts(other);
        exemplars.merge(other.exemplars);
    }

    private void mergeCounts(PaneSummary other) {
        SummaryLimits.requireEqual("limits", limits, other.limits);
        if (other.text != null) {
            if (text == null) {
                text = other.text.copy();
            } else {
                text.merge(other.text);
            }
        }
        if (other.mismatches != null) {
            if (mismatches == null) {
                mismatches = other.mismatches.copy();
            } else {
                mismatches.merge(other.mismatches);
            }
        }
        events = Math.addExact(events, other.events);
        redacted = Math.addExact(redacted, other.redacted);
        firstAt = Math.min(firstAt, other.firstAt);
        lastAt = Math.max(lastAt, other.lastAt);
        numbers.merge(other.numbers);
        categories.merge(other.categories);
    }

    @Override
    public PaneSummary copy() {
        PaneSummary copy = new PaneSummary(limits);
        copy.merge(this);
        return copy;
    }

    /** A copy that keeps every count and no exemplars. */
    public PaneSummary withoutExemplars() {
        PaneSummary copy = new PaneSummary(limits);
        copy.mergeCounts(this);
        return copy;
    }

    /** A copy whose exemplars quote nothing of their texts. */
    public PaneSummary withoutExcerpts() {
        PaneSummary copy = withoutExemplars();
        copy.exemplars.merge(exemplars.withoutExcerpts());
        return copy;
    }

    /** Puts a sum of as many texts in the place of the one there is. */
    void replaceText(KernelSum other) {
        text = other;
    }

    /** Puts a summary of as many values in the place of a followed number's. */
    void replaceNumber(String name, NumberSummary other) {
        numbers.replace(name, other);
    }

    /** Puts a summary of as many values in the place of a followed category's. */
    void replaceCategory(String name, CategorySummary other) {
        categories.replace(name, other);
    }

    /** The sample of events itself. */
    Exemplars sample() {
        return exemplars;
    }

    /** How much this pane keeps. */
    public SummaryLimits limits() {
        return limits;
    }

    /** Events added. */
    public long events() {
        return events;
    }

    /** Event time of the earliest event, epoch milliseconds; empty without events. */
    public OptionalLong firstAt() {
        return events == 0 ? OptionalLong.empty() : OptionalLong.of(firstAt);
    }

    /** Event time of the latest event, epoch milliseconds; empty without events. */
    public OptionalLong lastAt() {
        return events == 0 ? OptionalLong.empty() : OptionalLong.of(lastAt);
    }

    /** Events whose text was present. */
    public long presentTexts() {
        return text == null ? 0 : text.count();
    }

    /** Events whose text was redacted. */
    public long redactedTexts() {
        return redacted;
    }

    /** Events that carried no text. */
    public long missingTexts() {
        return events - presentTexts() - redacted - mismatchedTexts();
    }

    /** Events with a vector that cannot be compared. They are neither present nor missing. */
    public long mismatchedTexts() {
        return mismatches == null ? 0 : mismatches.count();
    }

    /** What the vectors are that cannot be compared; empty if there were none. A view: copy it before merging into it. */
    public Optional<CategorySummary> mismatches() {
        return Optional.ofNullable(mismatches);
    }

    /** The sum of the texts' features; empty if no text was present. A view: copy it before merging into it. */
    public Optional<KernelSum> text() {
        return Optional.ofNullable(text);
    }

    /** The identity of the texts' feature map; empty if no text was present. */
    public Optional<String> featureMap() {
        return text().map(KernelSum::featureMap);
    }

    /** The followed numbers by name; unmodifiable. The summaries are views: copy one before merging into it. */
    public SortedMap<String, NumberSummary> numbers() {
        return numbers.byName();
    }

    /** The followed categories by name; unmodifiable. The summaries are views: copy one before merging into it. */
    public SortedMap<String, CategorySummary> categories() {
        return categories.byName();
    }

    /** Numbers that came under names beyond the limit. */
    public long unfollowedNumbers() {
        long followed = 0;
        for (NumberSummary summary : numbers().values()) {
            followed += summary.count();
        }
        return numbers.values() - followed;
    }

    /** Category values that came under names beyond the limit. */
    public long unfollowedCategories() {
        long followed = 0;
        for (CategorySummary summary : categories().values()) {
            followed += summary.count();
        }
        return categories.values() - followed;
    }

    /** A uniform sample of the events, in random order. */
    public List<Exemplar> exemplars() {
        return exemplars.list();
    }

    /** SHA-256 of {@link #toBytes} in hexadecimal: equal for panes that saw the same events. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(toBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must provide SHA-256", e);
        }
    }

    @Override
    public byte[] toBytes() {
        SummaryOutput out = new SummaryOutput();
        out.octet(VERSION);
        limits.write(out);
        out.varint(events);
        if (events > 0) {
            out.zigzag(firstAt);
            out.varint(lastAt - firstAt);
        }
        out.varint(redacted);
        out.octet((text == null ? 0 : TEXT) + (mismatches == null ? 0 : MISMATCHES));
        if (text != null) {
            text.write(out);
        }
        if (mismatches != null) {
            mismatches.write(out);
        }
        numbers.write(out, NumberSummary::write);
        categories.write(out, CategorySummary::write);
        exemplars.write(out);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws UnknownFormatException if the version of the pane or of one of its parts is another
     * @throws CorruptSummaryException if the bytes are not such a pane
     */
    public static PaneSummary fromBytes(byte[] bytes) {
        SummaryInput in = new SummaryInput(NAME, bytes);
        in.version(NAME, VERSION);
        PaneSummary pane = new PaneSummary(SummaryLimits.read(in));
        pane.events = in.varint();
        if (pane.events > 0) {
            pane.firstAt = in.zigzag();
            pane.lastAt = pane.firstAt + in.varbits();
            in.require(pane.firstAt <= pane.lastAt, "a last event before the first");
        }
        pane.redacted = in.varint();
        int textParts = in.octet();
        in.require(textParts <= TEXT + MISMATCHES, "a text part of kind", textParts);
        pane.text = (textParts & TEXT) == 0 ? null : KernelSum.read(in);
        in.require(pane.text == null || pane.presentTexts() > 0, "a sum of no texts");
        pane.mismatches = (textParts & MISMATCHES) == 0 ? null : CategorySummary.read(in);
        in.require(pane.mismatches == null || pane.mismatchedTexts() > 0, "a summary of no mismatches");
        in.require(
                pane.mismatches == null || pane.mismatches.limit() == pane.limits.categories(),
                "mismatches with another limit");
        in.require(
                pane.redacted <= pane.events
                        && pane.presentTexts() <= pane.events - pane.redacted
                        && pane.mismatchedTexts() <= pane.events - pane.redacted - pane.presentTexts(),
                "more texts than events");
        pane.numbers.read(in, pane::readNumber);
        in.require(pane.unfollowedNumbers() >= 0, "fewer numbers than were followed");
        pane.categories.read(in, pane::readCategory);
        in.require(pane.unfollowedCategories() >= 0, "fewer category values than were followed");
        Exemplars exemplars = Exemplars.read(in);
        in.require(exemplars.limit() == pane.limits.exemplars(), "exemplars with another limit");
        pane.exemplars.merge(exemplars);
        in.end();
        return pane;
    }

    private NumberSummary readNumber(SummaryInput in) {
        NumberSummary summary = NumberSummary.read(in);
        in.require(summary.limit() == limits.buckets(), "a number with another limit");
        in.require(summary.count() <= events, "more numbers than events");
        return summary;
    }

    private CategorySummary readCategory(SummaryInput in) {
        CategorySummary summary = CategorySummary.read(in);
        in.require(summary.limit() == limits.categories(), "a category with another limit");
        in.require(summary.count() <= events, "more category values than events");
        return summary;
    }
}
