/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/** What becomes of a text once it has been embedded. */
public enum TextUse {
    /** Nothing of it is kept, but an excerpt where that is switched on. */
    DROP,
    /** A salted code of it is kept in place of an excerpt. */
    HASH
}
