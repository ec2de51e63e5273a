/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.app.ingest.otel.CountedTurn.By;
import io.leeway.stats.stored.StoredForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is remembered of a trace. Of texts there are only digests.
 *
 * <pre>
 *  byte   version = 1
 *  long   event time when it was last changed, epoch milliseconds
 *  byte   1 if a call said what it was given, else 0
 *  short  turns, each
 *    16     digest
 *    long   span id, 0 if there is none
 *    int    messages of the user
 *    byte   what counted it: 0 a call, 1 a call that an agent made, 2 an agent
 *    int    hash of the agent
 *    long   start, epoch milliseconds
 *    long   end, epoch milliseconds
 *  byte   tools that no agent has claimed, each
 *    long   start, nanoseconds since 1970
 *    utf    name
 *  byte   usages that no agent has claimed, each
 *    long   start, nanoseconds since 1970
 *    long   input, output, cached, reasoning tokens, -1 if unknown
 * </pre>
 *
 * At most {@value #TURNS} turns, {@value #TOOLS} tools and {@value #USAGES} usages: the oldest turns and the newest tools are
 * forgotten, usages are added up. Mutable, not thread-safe.
 */
final class TraceState {

    /** More turns in one trace than this are told apart only from the newest. */
    static final int TURNS = 128;

    /** More tools than this in one turn are not remembered. */
    static final int TOOLS = 16;

    private static final int USAGES = 16;

    private static final StoredForm<TraceState> FORM =
            new StoredForm<>("memory of a trace", 1, TraceState::write, TraceState::read);

    private final long touched;
    private boolean spoken;
    private final List<CountedTurn> turns = new ArrayList<>();
    private final List<ToolUse> tools = new ArrayList<>();
    private final List<Usage> usages = new ArrayList<>();

    /** Of a trace that nothing is known of. */
    TraceState() {
        this(0);
    }

    private TraceState(long touched) {
        this.touched = touched;
    }

    /** When it was last changed, in event time. */
    long touched() {
        return touched;
    }

    /** Remembers that a call said what it was given. */
    void speak() {
        spoken = true;
    }

    /** Whether a call said what it was given. */
    boolean spoken() {
        return spoken;
    }

    /** Whether a turn is remembered that is like that. */
    boolean any(Predicate<CountedTurn> like) {
        return turns.stream().anyMatch(like);
    }

    /** Remembers a turn. */
    void add(CountedTurn turn) {
        if (turns.size() == TURNS) {
            turns.remove(0);
        }
        turns.add(turn);
    }

    /**
     * An agent says that it made the calls that were counted during its span: those with its own text, or else all.
     *
     * @return whether there were any
     */
    boolean claim(byte[] digest, long start, long end) {
        Predicate<CountedTurn> open = turn -> turn.by() == By.CALL && turn.began(start, end);
        Predicate<CountedTurn> same = open.and(turn -> turn.says(digest));
        if (!any(open)) {
            return false;
        }
        Predicate<CountedTurn> claimed = any(same) ? same : open;
        turns.replaceAll(turn -> claimed.test(turn) ? turn.claimed() : turn);
        return true;
    }

    /** Remembers a tool until an agent claims it. A span that is sent again is not another use. */
    void add(ToolUse tool) {
        if (tools.size() < TOOLS && !tools.contains(tool)) {
            tools.add(tool);
        }
    }

    /** The tools used from a time on, which are then forgotten. */
    List<ToolUse> takeTools(long start) {
        List<ToolUse> taken = tools.stream()
                .filter(tool -> Long.compareUnsigned(tool.start(), start) >= 0)
                .toList();
        tools.removeAll(taken);
        return taken;
    }

    /** Remembers tokens until an agent claims them. */
    void add(Usage usage) {
        if (usages.contains(usage)) {
            return;
        }
        if (usages.size() == USAGES) {
            usages.set(USAGES - 1, usages.get(USAGES - 1).plus(usage));
        } else {
            usages.add(usage);
        }
    }

    /** The tokens used from a time on, which are then forgotten. */
    Usage takeUsage(long start) {
        List<Usage> taken = usages.stream()
                .filter(usage -> Long.compareUnsigned(usage.start(), start) >= 0)
                .toList();
        usages.removeAll(taken);
        return taken.stream().reduce(Usage.NONE, Usage::plus);
    }

    /** As it is kept. */
    byte[] toBytes(long now) {
        TraceState kept = new TraceState(now);
        kept.spoken = spoken;
        kept.turns.addAll(turns);
        kept.tools.addAll(tools);
        kept.usages.addAll(usages);
        return FORM.write(kept);
    }

    /** As it was kept. */
    static TraceState fromBytes(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static void write(DataOutputStream out, TraceState state) throws IOException {
        out.writeLong(state.touched);
        out.writeByte(state.spoken ? 1 : 0);
        out.writeShort(state.turns.size());
        for (CountedTurn turn : state.turns) {
            out.write(turn.digest());
            out.writeLong(turn.span());
            out.writeInt(turn.users());
            out.writeByte(turn.by().code);
            out.writeInt(turn.agent());
            out.writeLong(turn.start());
            out.writeLong(turn.end());
        }
        out.writeByte(state.tools.size());
        for (ToolUse tool : state.tools) {
            out.writeLong(tool.start());
            out.writeUTF(tool.name());
        }
        out.writeByte(state.usages.size());
        for (Usage usage : state.usages) {
            out.writeLong(usage.start());
            out.writeLong(usage.input());
            out.writeLong(usage.output());
            out.writeLong(usage.cached());
            out.writeLong(usage.reasoning());
        }
    }

    private static TraceState read(DataInputStream in) throws IOException {
        TraceState state = new TraceState(in.readLong());
        state.spoken = in.readByte() != 0;
        int turns = in.readUnsignedShort();
        for (int i = 0; i < turns; i++) {
            byte[] digest = new byte[TextDigest.BYTES];
            in.readFully(digest);
            state.turns.add(new CountedTurn(
                    digest,
                    in.readLong(),
                    in.readInt(),
                    By.of(in.readByte()),
                    in.readInt(),
                    in.readLong(),
                    in.readLong()));
        }
        int tools = in.readUnsignedByte();
        for (int i = 0; i < tools; i++) {
            state.tools.add(new ToolUse(in.readLong(), in.readUTF()));
        }
        int usages = in.readUnsignedByte();
        for (int i = 0; i < usages; i++) {
            state.usages.add(new Usage(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return state;
    }
}
