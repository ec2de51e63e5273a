/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A Kafka broker inside this JVM, for try-outs and tests.
 *
 * <p>The only package that touches classes of the Kafka server, which are no public API and may change in any release.
 */
package io.leeway.app.embedded;
