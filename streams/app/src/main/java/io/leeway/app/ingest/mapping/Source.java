/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.leeway.app.config.MappingSettings;

/** Where a value comes from: a path that is compiled once, or a constant. */
@FunctionalInterface
interface Source {

    /** The value for one record: missing where there is none. */
    JsonNode in(JsonNode root);

    /** The source in a configuration. */
    static Source of(String text) {
        if (!MappingSettings.isPath(text)) {
            TextNode constant = TextNode.valueOf(text);
            return root -> constant;
        }
        JsonPath path = JsonPath.compile(text);
        return root -> last(path.read(root, Paths.CONFIGURATION), path.isDefinite());
    }

    private static JsonNode last(Object found, boolean definite) {
        if (found instanceof JsonNode node) {
            // A path with wildcards or filters gives all its matches; the last one is the newest where they have an
            // order.
            JsonNode value = definite || !node.isArray() ? node : node.path(node.size() - 1);
            return value.isNull() ? MissingNode.getInstance() : value;
        }
        // what functions such as length() give is not a node
        return found instanceof Number number
                ? JsonNodeFactory.instance.numberNode(number.doubleValue())
                : found instanceof String text ? TextNode.valueOf(text) : MissingNode.getInstance();
    }

    /** How paths are read. */
    final class Paths {
        private static final Configuration CONFIGURATION = Configuration.builder()
                .jsonProvider(new JacksonJsonNodeJsonProvider())
                .mappingProvider(new JacksonMappingProvider())
                // a missing member is a missing value
                .options(Option.SUPPRESS_EXCEPTIONS)
                .build();

        private Paths() {}
    }
}
