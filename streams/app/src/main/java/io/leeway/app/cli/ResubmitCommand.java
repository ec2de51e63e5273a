/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.error.ContentHash;
import io.leeway.app.letters.Letter;
import io.leeway.app.letters.LetterBook;
import io.leeway.app.letters.LetterFilter;
import io.leeway.app.letters.LetterSender;
import io.leeway.app.letters.Resubmission;
import io.leeway.app.letters.Resubmission.Prepared;
import io.leeway.app.letters.Resubmission.Verdict;
import io.leeway.app.letters.SourceRecords;
import io.leeway.app.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dead-letters resubmit}: sends what could not be processed again, once what was wrong has been put right. */
@Command(
        name = "resubmit",
        description =
                "Sends records that could not be processed again. Says what it would do unless told to --execute.",
        mixinStandardHelpOptions = true)
final class ResubmitCommand implements Callable<Integer> {

    /** What goes into one transaction, at most. */
    private static final int BATCH = 500;

    private static final long BATCH_BYTES = 16L << 20;

    @Mixin
    private BrokerOption broker;

    @Mixin
    private LetterOptions letters;

    @Option(names = "--to", paramLabel = "TOPIC", description = "sends them there (default: where each came from)")
    private String to;

    @Option(names = "--execute", description = "sends them")
    private boolean execute;

    @Spec
    private CommandSpec spec;

    private final Map<String, Map<Verdict, Integer>> counts = new TreeMap<>();
    private final List<Prepared> waiting = new ArrayList<>();
    private long waitingBytes;

    @Override
    public Integer call() throws IOException {
        LeewayConfig config = broker.load();
        Set<String> outputs =
                Topics.of(config).all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
        if (to != null && outputs.contains(to) && !to.equals(config.topics().control())) {
            throw new ParameterException(spec.commandLine(), "--to must not be a topic that the service writes: " + to);
        }
        LetterFilter filter = letters.filter();
        if (execute) {
            // Before the letters are read, so that what another run has sent is known.
            try (LetterSender sender = LetterSender.open(config, Clock.systemUTC())) {
                go(config, filter, sender);
            }
        } else {
            go(config, filter, null);
        }
        return report();
    }

    private void go(LeewayConfig config, LetterFilter filter, LetterSender sender) {
        LetterBook book = DeadLettersCommand.read(config);
        try (SourceRecords sources = new SourceRecords(config.kafka())) {
            Resubmission resubmission = new Resubmission(
                    config.topicsOfOthers(), ContentHash.of(config.privacy().hashSaltFile()), sources::of);
            for (Letter letter : book.letters(filter.and(each -> !book.isResubmitted(each)))) {
                Prepared prepared = resubmission.prepare(letter, to);
                if (prepared.verdict() == Verdict.READY && sender != null) {
                    add(prepared, sender);
                }
                counts.computeIfAbsent(letter.topic() + "  " + letter.reason(), key -> new TreeMap<>())
                        .merge(prepared.verdict(), 1, Integer::sum);
            }
            flush(sender);
        }
    }

    private void add(Prepared prepared, LetterSender sender) {
        byte[] value = prepared.record().orElseThrow().value();
        waiting.add(prepared);
        waitingBytes += value == null ? 0 : value.length;
        if (waiting.size() >= BATCH || waitingBytes >= BATCH_BYTES) {
            flush(sender);
        }
    }

    private void flush(LetterSender sender) {
        if (!waiting.isEmpty()) {
            sender.send(waiting);
            waiting.clear();
            waitingBytes = 0;
        }
    }

    private int report() {
        PrintWriter out = spec.commandLine().getOut();
        int ready = 0;
        int others = 0;
        for (Map.Entry<String, Map<Verdict, Integer>> group : counts.entrySet()) {
            out.println(group.getKey());
            for (Map.Entry<Verdict, Integer> count : group.getValue().entrySet()) {
                boolean sent = execute && count.getKey() == Verdict.READY;
                out.println("  " + count.getValue() + " "
                        + (sent ? "sent again" : count.getKey().meaning()));
                ready += count.getKey() == Verdict.READY ? count.getValue() : 0;
                others += count.getKey() == Verdict.READY ? 0 : count.getValue();
            }
        }
        if (ready + others == 0) {
            out.println("nothing to send again");
        } else if (execute) {
            out.println(ready + " sent again, " + others + " left");
        } else {
            out.println("nothing was sent: add --execute to send " + ready + " again");
        }
        out.flush();
        return execute && others > 0 ? Exit.FAILED : Exit.OK;
    }
}
