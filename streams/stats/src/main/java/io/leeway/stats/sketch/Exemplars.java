/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A uniform sample of the events seen, without replacement: those whose ids have the smallest hashes.
 *
 * <p>The sample depends on the set of events alone ({@link BottomK}), and an event seen twice counts once. If two
 * accounts of one event differ, the one that is smaller as bytes is kept, whichever came first. An event that will not
 * be kept costs one hash.
 *
 * <pre>
 *   version       1 byte       1; 2 if there is an excerpt among them, so that without excerpts nothing changes
 *   limit         varint
 *   size          varint
 *   size × {@link Exemplar}, ascending by hash of the event id
 * </pre>
 *
 * <p>Reference: K. Beyer et al. (2007), doi:10.1145/1247480.1247504.
 */
public final class Exemplars implements Summary<Exemplars> {

    private static final String NAME = "exemplars";
    private static final int WITHOUT_EXCERPTS = 1;
    private static final int WITH_EXCERPTS = 2;
    private static final int SMALLEST_ITEM = 5;

    /** Begins the ids of events that never were. */
    private static final String INJECTED = "injected/";

    /** Beyond a hundred thousand events a sample the search for an id would take long. */
    private static final int MOST_IDS = 100_000;

    private final BottomK<Exemplar> kept;

    /** No exemplars yet, and room for the default number. */
    public Exemplars() {
        this(SummaryLimits.DEFAULTS.exemplars());
    }

    /** @throws IllegalArgumentException if {@code limit} is not between 1 and 65,536 */
    Exemplars(int limit) {
        kept = new BottomK<>(SummaryLimits.check("exemplars", limit, 1));
    }

    /** Offers one event. */
    public void add(Observation event) {
        HashedName id = HashedName.of(event.eventId());
        if (kept.admits(id)) {
            kept.offer(id, Exemplar.of(event), Exemplar::preferred);
        }
    }

    @Override
    public void merge(Exemplars other) {
        SummaryLimits.requireEqual("limit of exemplars", limit(), other.limit());
        if (other != this) {
            other.kept.entries().forEach((id, exemplar) -> kept.offer(id, exemplar, Exemplar::preferred));
        }
    }

    @Override
    public Exemplars copy() {
        Exemplars copy = new Exemplars(limit());
        copy.merge(this);
        return copy;
    }

    /** The same events, with nothing of their texts quoted. */
    Exemplars withoutExcerpts() {
        Exemplars copy = new Exemplars(limit());
        kept.entries().forEach((id, exemplar) -> copy.kept.offer(id, exemplar.withoutExcerpt(), Exemplar::preferred));
        return copy;
    }

    /**
     * The same sample with some of its events replaced by others.
     *
     * <p>Another event has another id. Among those whose hash would have been kept in a full sample one is chosen, so that the
     * sample is a uniform one as before and stays so when it is merged.
     *
     * @param other gives what takes the place of an exemplar, under an id that is not used, or nothing if that one stays
     */
    Exemplars replaced(Function<Exemplar, Optional<Exemplar>> other) {
        Exemplars replaced = new Exemplars(limit());
        Set<HashedName> taken = new HashSet<>(kept.entries().keySet());
        HashedName bound =
                kept.entries().size() < limit() ? null : kept.entries().lastKey();
        kept.entries().forEach((id, exemplar) -> {
            Optional<Exemplar> after = other.apply(exemplar);
            HashedName name = after.isEmpty() ? id : markedId(id.text(), bound, taken);
            replaced.kept.offer(
                    name, after.map(one -> one.withEventId(name.text())).orElse(exemplar), Exemplar::preferred);
        });
        return replaced;
    }

    /** The same events with other accounts of them. */
    Exemplars revised(UnaryOperator<Exemplar> other) {
        Exemplars revised = new Exemplars(limit());
        kept.entries().forEach((id, exemplar) -> revised.kept.offer(id, other.apply(exemplar), Exemplar::preferred));
        return revised;
    }

    private static HashedName markedId(String id, HashedName bound, Set<HashedName> taken) {
        HashedName name = HashedName.of(INJECTED + "0/" + id);
        for (int i = 1; i < MOST_IDS && !(fits(name, bound) && !taken.contains(name)); i++) {
            name = HashedName.of(INJECTED + i + "/" + id);
        }
        taken.add(name);
        return name;
    }

    private static boolean fits(HashedName name, HashedName bound) {
        return bound == null || name.compareTo(bound) <= 0;
    }

    /** The exemplars, in the order of their hashes, which is a random one. */
    public List<Exemplar> list() {
        return List.copyOf(kept.entries().values());
    }

    @Override
    public byte[] toBytes() {
        SummaryOutput out = new SummaryOutput();
        write(out);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws UnknownFormatException if the version is another
     * @throws CorruptSummaryException if the bytes are not exemplars
     */
    public static Exemplars fromBytes(byte[] bytes) {
        SummaryInput in = new SummaryInput(NAME, bytes);
        Exemplars exemplars = read(in);
        in.end();
        return exemplars;
    }

    int limit() {
        return kept.capacity();
    }

    void write(SummaryOutput out) {
        boolean excerpts = kept.entries().values().stream().anyMatch(exemplar -> exemplar.excerpt() != null);
        out.octet(excerpts ? WITH_EXCERPTS : WITHOUT_EXCERPTS);
        out.varint(limit());
        out.varint(kept.entries().size());
        kept.entries().values().forEach(exemplar -> exemplar.write(out));
    }

    static Exemplars read(SummaryInput in) {
        int version = in.version(NAME, WITHOUT_EXCERPTS, WITH_EXCERPTS);
        Exemplars exemplars = new Exemplars(SummaryLimits.readOne(in, 1));
        int size = exemplars.kept.readSize(in, SMALLEST_ITEM);
        for (int i = 0; i < size; i++) {
            HashedName id = exemplars.kept.readName(in);
            exemplars.kept.offer(id, Exemplar.read(id.text(), version == WITH_EXCERPTS, in), Exemplar::preferred);
        }
        return exemplars;
    }
}
