/* SPDX-License-Identifier: Apache-2.0 */
/** Forwards alerts from their topic to endpoints outside Kafka. The topic is the outbox: nothing is kept here. */
package io.leeway.app.bridge;
