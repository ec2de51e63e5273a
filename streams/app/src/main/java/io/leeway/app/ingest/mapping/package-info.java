/* SPDX-License-Identifier: Apache-2.0 */
/** Events from records whose fields are elsewhere and are called something else, by the mapping of the configuration. */
package io.leeway.app.ingest.mapping;
