/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code blocks of one part of a page, in their order.
 *
 * @param blocks the blocks
 */
record GuideBlocks(List<Block> blocks) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    /**
     * A block.
     *
     * @param language what stands behind its fence
     * @param text what is in it
     */
    record Block(String language, String text) {}

    /** Those between a heading of the second level and the next one. */
    static GuideBlocks under(Path page, String heading) throws IOException {
        String text = Files.readString(page);
        String start = "\n## " + heading + "\n";
        int from = text.indexOf(start);
        if (from < 0) {
            throw new AssertionError(page + " has no part '" + heading + "'");
        }
        int to = text.indexOf("\n## ", from + start.length());
        Matcher fence = FENCED.matcher(to < 0 ? text.substring(from) : text.substring(from, to));
        List<Block> blocks = new ArrayList<>();
        while (fence.find()) {
            blocks.add(new Block(fence.group(1), fence.group(2)));
        }
        return new GuideBlocks(List.copyOf(blocks));
    }

    /** The texts of the blocks in one language. */
    List<String> in(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /** The one block in a language that has these words. */
    String with(String language, String words) {
        List<String> found =
                in(language).stream().filter(text -> text.contains(words)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " " + language + " blocks have '" + words + "'");
        }
        return found.get(0);
    }
}
