/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where the schemas come from that records name by an id: a file that is read at start, and a registry with Confluent's API.
 *
 * <p>{@link io.leeway.app.registry.SchemaSource} is what decoders ask. A schema that is known to nobody is the record's
 * fault; a registry that does not answer is not.
 */
package io.leeway.app.registry;
