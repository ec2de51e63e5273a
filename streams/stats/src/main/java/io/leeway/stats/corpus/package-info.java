/* SPDX-License-Identifier: Apache-2.0 */
/** What an agent's knowledge covers: the items it can retrieve, as a few directions in the space of embeddings. */
package io.leeway.stats.corpus;
