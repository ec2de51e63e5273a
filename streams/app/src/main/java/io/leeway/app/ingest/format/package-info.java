/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The encodings of records: telling them apart, taking off compression, envelopes and framing, and reading JSON and foreign
 * Avro into one kind of tree. Nothing here knows what an event is.
 *
 * <p>Records are written by strangers. Every length is checked against what is there, every count and depth against a bound,
 * and no message quotes what it is about.
 */
package io.leeway.app.ingest.format;
