/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.letters.LetterBook;
import io.leeway.app.letters.LetterFilter;
import io.leeway.app.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: what could not be processed, by topic and reason. */
@Command(
        name = "dead-letters",
        description = "Says which records could not be processed and why, by topic and reason.",
        mixinStandardHelpOptions = true,
        subcommands = ResubmitCommand.class)
final class DeadLettersCommand implements Callable<Integer> {

    @Mixin
    private BrokerOption broker;

    @Mixin
    private LetterOptions letters;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LeewayConfig config = broker.load();
        LetterFilter filter = letters.filter();
        LetterBook book = read(config);
        PrintWriter out = spec.commandLine().getOut();
        List<LetterBook.Group> groups = book.groups(filter);
        groups.forEach(group -> out.println(json ? json(group) : text(group)));
        if (!json && groups.isEmpty()) {
            out.println("no dead letters");
        }
        if (!json && book.unreadable() > 0) {
            out.println(book.unreadable() + " records in " + config.topics().deadLetters() + " are no dead letters");
        }
        out.flush();
        return Exit.OK;
    }

    /** The whole topic. */
    static LetterBook read(LeewayConfig config) {
        LetterBook book = new LetterBook();
        try (TopicReader reader =
                new TopicReader(config.kafka(), List.of(Topics.of(config).deadLetters()))) {
            while (!reader.atEnd()) {
                reader.poll(book::add);
            }
        }
        return book;
    }

    private static String text(LetterBook.Group group) {
        String line = System.lineSeparator() + "  ";
        return group.topic() + "  " + group.reason() + "  " + group.count()
                + (group.resubmitted() > 0 ? ", " + group.resubmitted() + " of them resubmitted" : "")
                + line + "first " + group.first() + ", newest " + group.newest().setAsideAt()
                + line + group.newest().place() + ": " + group.newest().message();
    }

    private static String json(LetterBook.Group group) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("topic", group.topic());
        node.put("reason", group.reason());
        node.put("count", group.count());
        node.put("resubmitted", group.resubmitted());
        node.put("first", group.first().toString());
        ObjectNode newest = node.putObject("newest");
        newest.put("at", group.newest().setAsideAt().toString());
        newest.put("partition", group.newest().place().partition());
        newest.put("offset", group.newest().place().offset());
        if (group.newest().place().element() != null) {
            newest.put("element", group.newest().place().element());
        }
        newest.put("message", group.newest().message());
        return node.toString();
    }
}
