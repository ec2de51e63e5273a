/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Optional;

/**
 * What one key is in effect.
 *
 * @param key its path; for what is listed of an agent, within the defaults section
 * @param value the value as it could be written, {@code (hidden)} where it may be a secret; empty if there is none
 * @param origin {@code default}, file and line, the variable, or {@code command line}
 */
public record Setting(String key, Optional<String> value, String origin) {

    /** Whether nobody set it. */
    public boolean isDefault() {
        return origin.equals(Origins.DEFAULT);
    }
}
