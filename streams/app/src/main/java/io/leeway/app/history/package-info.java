/* SPDX-License-Identifier: Apache-2.0 */
/** The history of closed panes: rolled up in the service, read from its topics, kept in files. */
package io.leeway.app.history;
