/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Templates of the places where an exemplar can be looked at, such as {@code https://tracing.example.org/t/{traceId}}.
 *
 * @param trace for an exemplar whose trace is known
 * @param session for one whose session is known, where there is no link to the trace
 * @param event for any other
 */
public record Links(Optional<String> trace, Optional<String> session, Optional<String> event) {

    /** No links. */
    public static final Links NONE = new Links(Optional.empty(), Optional.empty(), Optional.empty());

    static final String RULE =
            "must be an http or https address with at least one of {traceId}, {sessionId} and {eventId}, and of other "
                    + "braces only {agentId} and {cohort}";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> IDS = Set.of("traceId", "sessionId", "eventId");
    private static final Set<String> NAMES = Set.of("agentId", "cohort");

    /** Whether a text is such a template. */
    static boolean isTemplate(String text) {
        List<String> names =
                VARIABLE.matcher(text).results().map(match -> match.group(1)).toList();
        boolean known = names.stream().allMatch(name -> IDS.contains(name) || NAMES.contains(name));
        return known
                && names.stream().anyMatch(IDS::contains)
                && isAddress(VARIABLE.matcher(text).replaceAll("x"));
    }

    // No variable is left by then, so any brace left over is an error of the address.
    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * The link of the first template, of trace, session and event, whose variables all have a value.
     *
     * @param values values by name of the variable, those unknown left out; written into the link percent-encoded
     */
    public Optional<String> of(Map<String, String> values) {
        return Stream.of(trace, session, event)
                .flatMap(Optional::stream)
                .filter(template ->
                        VARIABLE.matcher(template).results().allMatch(match -> values.containsKey(match.group(1))))
                .findFirst()
                .map(template -> VARIABLE.matcher(template)
                        .replaceAll(match -> Matcher.quoteReplacement(encoded(values, match))));
    }

    private static String encoded(Map<String, String> values, MatchResult match) {
        // An encoder of forms writes a space as a plus, which only a query would read as one.
        return URLEncoder.encode(values.get(match.group(1)), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
