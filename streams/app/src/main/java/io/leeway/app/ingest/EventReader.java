/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads an event from a tree, whatever the tree was encoded in. */
@FunctionalInterface
interface EventReader {

    /**
     * The event in a tree.
     *
     * @param tree the tree, of which there is one for each event
     * @throws BadEventException if it is none
     */
    Event read(JsonNode tree, Surroundings around);
}
