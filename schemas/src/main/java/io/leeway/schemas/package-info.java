/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The contract of Leeway: the records on its topics, and how to read and write them.
 *
 * <p>A consumer of alerts starts at {@link io.leeway.schemas.DriftAlerts}; everything else starts at {@link
 * io.leeway.schemas.Records}, which has one {@link io.leeway.schemas.Codec} for each kind of record.
 *
 * <p>The record classes are generated from the Avro schemas in {@code src/main/avro}. Getters of optional fields return
 * {@code null} when the value is absent. Their {@code toString} prints every field, the texts of users included: do not
 * log an {@code AgentInput}.
 */
package io.leeway.schemas;
