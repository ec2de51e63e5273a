/* SPDX-License-Identifier: Apache-2.0 */
/** What agents can look up: from the topics of corpora to what their monitors compare inputs with. */
package io.leeway.app.corpus;
