/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The type of the targets of the bridge: a map from names to what each is. */
final class BridgeTargets {
    private static final String RULE = "must be a map from names (a-z, 0-9 and '-', at most 60) to "
            + "{type: alertmanager | slack | webhook, url: URL or url-file: PATH, token-file: PATH, signing-key-file: PATH}";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}");
    private static final List<String> NAMES = List.of("type", "url", "url-file", "token-file", "signing-key-file");
    private static final ValueType<BridgeSettings.Kind> KIND = ScalarTypes.choice(BridgeSettings.Kind.values());

    private BridgeTargets() {}

    static ValueType<List<BridgeSettings.Target>> type() {
        return new ValueType<>(
                "map",
                RULE,
                BridgeTargets::parse,
                targets -> targets.stream()
                        .map(target -> target.name() + ": " + KIND.canonical().apply(target.kind()))
                        .collect(Collectors.joining(", ", "{", "}")),
                false,
                Fragments.targets(KIND.schema()));
    }

    static boolean isLink(String template) {
        String filled = template.replaceAll("\\{(alertId|agentId|cohort|family)\\}", "x");
        return BridgeSettings.url(filled).isPresent();
    }

    private static Optional<List<BridgeSettings.Target>> parse(String key, JsonNode node, Problems problems) {
        if (!(node instanceof ObjectNode) && !ScalarTypes.isNothing(node)) {
            problems.add(key, ScalarTypes.show(node), RULE);
            return Optional.empty();
        }
        List<BridgeSettings.Target> targets = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String path = key + "." + entry.getKey();
            if (!NAME.matcher(entry.getKey()).matches() || !entry.getValue().isObject()) {
                problems.add(path, ScalarTypes.show(entry.getValue()), RULE);
            } else {
                target(path, entry.getKey(), entry.getValue(), problems).ifPresent(targets::add);
            }
        }
        return targets.size() == node.size() ? Optional.of(List.copyOf(targets)) : Optional.empty();
    }

    private static Optional<BridgeSettings.Target> target(String path, String name, JsonNode item, Problems problems) {
        boolean fine = StructuredTypes.onlyKnown(path, item, NAMES, problems);
        Optional<BridgeSettings.Kind> kind = KIND.parser().parse(path + ".type", item.path("type"), problems);
        Optional<URI> url = item.has("url") ? BridgeSettings.url(item.get("url").asText()) : Optional.empty();
        if (item.has("url") == item.has("url-file")) {
            problems.add(path, "", "must have either url or url-file");
            fine = false;
        }
        // No value in these messages: whoever writes such a URL here may have put a secret into it.
        if (item.has("url") && url.isEmpty()) {
            problems.add(path + ".url", "", "must be an http or https URL without a user, a password and a fragment");
            fine = false;
        }
        if (item.has("url") && kind.filter(BridgeSettings.Kind.SLACK::equals).isPresent()) {
            problems.add(path + ".url", "", "must not stand here, because who knows it may post", "use url-file");
            fine = false;
        }
        int before = problems.count();
        Optional<Path> urlFile = file(path, "url-file", item, problems);
        Optional<Path> tokenFile = file(path, "token-file", item, problems);
        Optional<Path> signingKeyFile = file(path, "signing-key-file", item, problems);
        return fine && kind.isPresent() && problems.count() == before
                ? Optional.of(new BridgeSettings.Target(name, kind.get(), url, urlFile, tokenFile, signingKeyFile))
                : Optional.empty();
    }

    private static Optional<Path> file(String path, String name, JsonNode item, Problems problems) {
        return item.has(name)
                ? ScalarTypes.path().parser().parse(path + "." + name, item.get(name), problems)
                : Optional.empty();
    }
}
