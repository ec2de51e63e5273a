/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules between keys. Each is skipped where one of its keys is already reported. */
final class CrossFieldRules {
    private static final String MINILM = "minilm";
    private static final int MINILM_TOKENS = 512;

    private CrossFieldRules() {}

    /** The rules among the settings of one scope, the defaults or an agent pattern. */
    static void checkMonitor(String prefix, Values scope, Optional<Duration> pane, Problems problems) {
        scope.get(Keys.WINDOWS).ifPresent(windows -> checkWindows(prefix + "windows", windows, pane, problems));
        References.check(prefix + "references", scope, pane, problems);
    }

    /** The built-in model has as many positions as it was trained with. */
    static void checkModel(Values root, Problems problems) {
        int tokens = root.get(Keys.MODEL_MAX_TOKENS).orElse(0);
        boolean builtIn = root.get(Keys.MODEL_NAME).filter(MINILM::equals).isPresent();
        if (builtIn && tokens > MINILM_TOKENS) {
            problems.add(
                    Keys.MODEL_MAX_TOKENS.path(),
                    Integer.toString(tokens),
                    "must be at most " + MINILM_TOKENS + " for " + MINILM);
        }
    }

    /** Every topic has one role: an input that is also an output would feed the service with itself. */
    static void checkTopics(Values root, Problems problems) {
        Map<String, String> firstUse = new LinkedHashMap<>();
        for (Key<String> key : Keys.OUTPUT_TOPICS) {
            root.get(key).ifPresent(name -> useTopic(key.path(), name, firstUse, problems));
        }
        List<LeewayConfig.Input> inputs = root.get(Keys.INPUTS).orElse(List.of());
        for (int i = 0; i < inputs.size(); i++) {
            useTopic("inputs[" + i + "].topic", inputs.get(i).topic(), firstUse, problems);
        }
        List<LeewayConfig.Input> corpora = root.get(CorpusKeys.TOPICS).orElse(List.of());
        for (int i = 0; i < corpora.size(); i++) {
            useTopic("corpora[" + i + "].topic", corpora.get(i).topic(), firstUse, problems);
        }
    }

    private static void useTopic(String key, String name, Map<String, String> firstUse, Problems problems) {
        String other = firstUse.putIfAbsent(name, key);
        if (other != null) {
            problems.add(key, name, "must differ from " + other + ", which has the same name");
        }
    }

    private static void checkWindows(
            String path, List<WindowSpec> windows, Optional<Duration> pane, Problems problems) {
        Set<WindowSpec> seen = new HashSet<>();
        for (int i = 0; i < windows.size(); i++) {
            WindowSpec window = windows.get(i);
            String key = path + "[" + i + "]";
            String text = WindowText.of(window);
            if (!seen.add(window)) {
                problems.add(key, text, "must not be there twice");
            }
            pane.filter(shortest -> window.atMost().compareTo(shortest) < 0)
                    .ifPresent(shortest -> problems.add(
                            key, text, "must be at least one pane, which is " + Durations.format(shortest)));
        }
    }
}
