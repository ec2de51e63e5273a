/* SPDX-License-Identifier: Apache-2.0 */
/** How states are written to bytes that outlive the process. */
package io.leeway.stats.stored;
