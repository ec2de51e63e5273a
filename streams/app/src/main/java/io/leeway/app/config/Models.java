/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.List;

/** Which texts may name a model. */
final class Models {
    private static final List<String> BUILT_IN = List.of("minilm", "static");

    private Models() {}

    static boolean isModel(String name) {
        return BUILT_IN.contains(name) || (name.contains("/") && !name.isBlank());
    }

    static String suggest(String name) {
        return Nearest.to(name, BUILT_IN)
                .map(near -> "did you mean " + near + "?")
                .orElse("a folder here is written ./" + name);
    }
}
