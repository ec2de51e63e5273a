/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code examples/prepare} has installed. */
final class Installed {

    private Installed() {}

    /** The value of a variable that it prints. */
    static String required(String variable) {
        String value = System.getenv(variable);
        assertThat(value)
                .as("%s, which says where something is; run: eval \"$(examples/prepare)\"", variable)
                .isNotBlank();
        return value;
    }
}
